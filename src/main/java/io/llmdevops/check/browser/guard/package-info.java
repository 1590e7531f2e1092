/**
 * What stands between a page and the world.
 *
 * <p>A guard holds a page only if the browser has no other way out. What Chromium 156 needs for
 * that ({@code GuardedBrowser} starts one so; what happens otherwise was seen by leaving it out):
 *
 * <ul>
 *   <li>The guard as proxy of the page's browser context, with the bypass list {@code <-loopback>}:
 *       Chromium goes to {@code localhost}, {@code *.localhost}, 127.0.0.0/8, ::1 and link-local
 *       addresses directly otherwise. (Playwright adds that by itself unless the variable {@code
 *       PLAYWRIGHT_DISABLE_FORCED_CHROMIUM_PROXIED_LOOPBACK} is set in its environment.)
 *   <li>{@code --host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1}: even with a proxy
 *       Chromium looks names up by itself, which tells them, and whatever is written in them, to
 *       the world; what WebRTC names would be connected to.
 *   <li>{@code --webrtc-ip-handling-policy=disable_non_proxied_udp} (called {@code
 *       --force-webrtc-ip-handling-policy} in older ones; an unknown switch does no harm):
 *       otherwise a page sends UDP to any address, as STUN, TURN or a peer's candidate. WebRTC over
 *       TCP goes through the proxy then.
 *   <li>{@code --disable-quic}, to be sure: under a proxy it uses none, and WebTransport, which is
 *       QUIC too, fails by itself.
 *   <li>For what belongs to no page's context, such as the browser's own services, a proxy for the
 *       whole browser that is not there: {@code --proxy-server=http://127.0.0.1:1} with {@code
 *       --proxy-bypass-list=<-loopback>}.
 *   <li>{@code AutofillServerCommunication} among the <em>one</em> {@code --disable-features}: of
 *       two such switches Chromium heeds the last only, so that it has to repeat what Playwright
 *       disables. Otherwise a form on a page is described to {@code
 *       content-autofill.googleapis.com}; the guard refuses that one without a note.
 * </ul>
 *
 * <p>A refusal of plain http reaches the page as status 403, without CORS headers; one of https or
 * a WebSocket as {@code net::ERR_TUNNEL_CONNECTION_FAILED}. Both name the host and port that stand
 * in {@link io.llmdevops.check.browser.guard.Guard#refusals()}. An address that does not answer
 * gives 502 or 504, and is not among the refusals.
 */
package io.llmdevops.check.browser.guard;
