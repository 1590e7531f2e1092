package io.llmdevops.github.standin;

import java.util.Objects;
import java.util.Set;

/**
 * A user or an organisation.
 *
 * @param members of an organisation: logins
 * @param membersCreatePublic its members may create public repositories
 */
public record Account(
    long id,
    String login,
    boolean organisation,
    Set<String> owners,
    Set<String> members,
    boolean membersCreatePublic) {

  public Account {
    Objects.requireNonNull(login, "login");
    owners = Set.copyOf(owners);
    members = Set.copyOf(members);
  }

  boolean hasMember(String user) {
    return members.contains(user) || owners.contains(user);
  }

  boolean mayCreatePublic(String user) {
    return owners.contains(user) || members.contains(user) && membersCreatePublic;
  }
}
