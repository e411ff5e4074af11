package ar.isac.crm.hub;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a host only when every address of it is public. The connection is made to the very addresses that were checked: a
 * name that leads elsewhere when it is asked again, or an address in an unusual form, gains nothing.
 */
public final class PublicAddresses implements DnsResolver {

    private final DnsResolver names;

    /** @param names who knows the addresses */
    public PublicAddresses(DnsResolver names) {
        this.names = names;
    }

    /** The host has an address in a private network, or in none. */
    static final class Private extends UnknownHostException {
        private static final long serialVersionUID = 1;

        Private() {
            super("The link leads into a private network");
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        for (InetAddress address : addresses) {
            if (!isPublic(address)) {
                throw new Private();
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** Whether an address belongs to the public internet: to none of the ranges that RFC 6890 and its successors set aside. */
    static boolean isPublic(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? isPublicV6(bytes) : isPublicV4(bytes);
    }

    private static boolean isPublicV4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        boolean isThisNetwork = first == 0;
        boolean isSharedByCarriers = first == 100 && second >= 64 && second < 128;
        boolean isProtocolAssignment = first == 192 && second == 0 && third == 0;
        boolean isDocumentation = (first == 192 && second == 0 && third == 2)
                || (first == 198 && second == 51 && third == 100)
                || (first == 203 && second == 0 && third == 113);
        boolean isBenchmark = first == 198 && (second == 18 || second == 19);
        boolean isReserved = first >= 240;
        return !(isThisNetwork
                || isSharedByCarriers
                || isProtocolAssignment
                || isDocumentation
                || isBenchmark
                || isReserved);
    }

    /** Only global unicast (2000::/3), and of it nothing that carries an address of version 4 within. */
    private static boolean isPublicV6(byte[] bytes) {
        boolean isGlobal = (bytes[0] & 0xe0) == 0x20;
        boolean isTunnelled = bytes[0] == 0x20 && bytes[1] == 0x02;
        boolean isTeredoOrSpecial = bytes[0] == 0x20 && bytes[1] == 0x01 && (bytes[2] & 0xfe) == 0x00;
        boolean isDocumentation = Arrays.equals(Arrays.copyOf(bytes, 4), new byte[] {0x20, 0x01, 0x0d, (byte) 0xb8});
        return isGlobal && !isTunnelled && !isTeredoOrSpecial && !isDocumentation;
    }
}
