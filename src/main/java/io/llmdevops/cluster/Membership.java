package io.llmdevops.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.core.HazelcastException;
import io.llmdevops.config.ClusterConfig;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This node as a member of a Hazelcast cluster, set up when it joins and not before. */
final class Membership extends HazelcastClusterManager {

  private static final Logger log = LoggerFactory.getLogger(Membership.class);

  private final Supplier<ClusterConfig> configured;
  private final EventBusOptions bus;
  private Vertx vertx;

  /**
   * @param configured asked on a worker thread
   * @param bus of the same Vert.x: is told where to listen before it does
   */
  Membership(Supplier<ClusterConfig> configured, EventBusOptions bus) {
    this.configured = configured;
    this.bus = bus;
  }

  @Override
  public void init(Vertx vertx) {
    this.vertx = vertx;
    super.init(vertx);
  }

  @Override
  public void join(Completable<Void> joined) {
    vertx
        .executeBlocking(
            () -> {
              var cluster = configured.get();
              HazelcastSettings.logByOurs();
              BusSettings.bind(bus, cluster);
              setConfig(HazelcastSettings.of(cluster));
              return cluster;
            })
        .compose(cluster -> joinHazelcast().recover(cause -> Future.failedFuture(explained(cause))))
        .onComplete(joined);
  }

  private Future<Void> joinHazelcast() {
    var joined = Promise.<Void>promise();
    super.join(joined);
    return joined.future().compose(in -> vertx.executeBlocking(this::introduce));
  }

  private static Throwable explained(Throwable cause) {
    return cause instanceof HazelcastException || cause instanceof IllegalStateException
        ? new CannotJoinException("cannot join the cluster: " + cause.getMessage(), cause)
        : cause;
  }

  private Void introduce() throws UnknownHostException {
    log.info("one of {} members of the cluster: {}", members().size(), names());
    var here = getHazelcastInstance().getCluster().getLocalMember().getAddress();
    var listening = InetAddress.getByName(bus.getHost());
    if (listening.isLoopbackAddress() && !here.getInetAddress().isLoopbackAddress()) {
      log.warn(
          "the others do not hear this node: Hazelcast is at {}, the event bus at CLUSTER_HOST {}",
          here.getHost(),
          bus.getHost());
    }
    return null;
  }

  @Override
  public synchronized void memberAdded(MembershipEvent event) {
    super.memberAdded(event);
    log.info("{} has joined the cluster, {} members now", name(event.getMember()), count(event));
  }

  @Override
  public synchronized void memberRemoved(MembershipEvent event) {
    super.memberRemoved(event);
    log.warn("{} has left the cluster, {} members now", name(event.getMember()), count(event));
  }

  /** As the event tells: the cluster itself cannot be asked any more while this node leaves it. */
  private static int count(MembershipEvent event) {
    return event.getMembers().size();
  }

  private Set<Member> members() {
    return getHazelcastInstance().getCluster().getMembers();
  }

  private String names() {
    return members().stream().map(Membership::name).collect(Collectors.joining(", "));
  }

  private static String name(Member member) {
    return member.getAddress().getHost() + ":" + member.getAddress().getPort();
  }
}
