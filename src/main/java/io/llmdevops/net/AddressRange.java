package io.llmdevops.net;

import io.netty.util.NetUtil;
import java.util.Objects;

/**
 * A block of addresses.
 *
 * @param network its first address: 4 or 16 bytes
 * @param prefix how many leading bits its addresses share
 * @param name what it is registered as
 * @param global whether its addresses are globally reachable
 */
record AddressRange(byte[] network, int prefix, String name, boolean global) {

  AddressRange {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(name, "name");
  }

  /**
   * @param block in CIDR notation
   */
  static AddressRange of(String block, String name, boolean global) {
    var slash = block.indexOf('/');
    return new AddressRange(
        NetUtil.createByteArrayFromIpAddressString(block.substring(0, slash)),
        Integer.parseInt(block.substring(slash + 1)),
        name,
        global);
  }

  boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit += Byte.SIZE) {
      var mask = 0xff << Math.max(0, Byte.SIZE - (prefix - bit));
      if (((address[bit / Byte.SIZE] ^ network[bit / Byte.SIZE]) & mask & 0xff) != 0) {
        return false;
      }
    }
    return true;
  }

  /** The block in CIDR notation and its name. */
  @Override
  public String toString() {
    return NetUtil.bytesToIpAddress(network) + "/" + prefix + " (" + name + ")";
  }
}
