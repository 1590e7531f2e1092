package io.llmdevops.net;

/** An address may not be called, now or later; the message says why and is fit for clients. */
public final class RefusedAddressException extends RuntimeException {

  RefusedAddressException(String reason) {
    super(reason);
  }
}
