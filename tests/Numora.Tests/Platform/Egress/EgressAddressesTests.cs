using System.Net;
using Numora.Platform;

namespace Numora.Tests.Platform;

public class EgressAddressesTests
{
    /// <summary>Each closed block with its neighbours, and whether they are open.</summary>
    [Theory]
    [InlineData("0.0.0.0", "0.255.255.255", null, "1.0.0.0")]
    [InlineData("10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0")]
    [InlineData("100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0")]
    [InlineData("127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0")]
    [InlineData("168.63.129.16", "168.63.129.16", "168.63.129.15", "168.63.129.17")]
    [InlineData("169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0")]
    [InlineData("172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0")]
    [InlineData("192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0")]
    [InlineData("192.0.2.0", "192.0.2.255", "192.0.1.255", "192.0.3.0")]
    [InlineData("192.31.196.0", "192.31.196.255", "192.31.195.255", "192.31.197.0")]
    [InlineData("192.52.193.0", "192.52.193.255", "192.52.192.255", "192.52.194.0")]
    [InlineData("192.88.99.0", "192.88.99.255", "192.88.98.255", "192.88.100.0")]
    [InlineData("192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0")]
    [InlineData("192.175.48.0", "192.175.48.255", "192.175.47.255", "192.175.49.0")]
    [InlineData("198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0")]
    [InlineData("198.51.100.0", "198.51.100.255", "198.51.99.255", "198.51.101.0")]
    [InlineData("203.0.113.0", "203.0.113.255", "203.0.112.255", "203.0.114.0")]
    [InlineData("224.0.0.0", "255.255.255.255", "223.255.255.255", null)]
    [InlineData("::", "1fff:ffff:ffff:ffff:ffff:fffe:ffff:ffff", null, "2000::")]
    [InlineData("2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2000:ffff::", "2001:200::")]
    [InlineData("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db7:ffff::", "2001:db9::")]
    [InlineData("2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:ffff::", "2003::")]
    [InlineData("2620:4f:8000::", "2620:4f:8000:ffff:ffff:ffff:ffff:ffff", "2620:4f:7fff::", "2620:4f:8001::")]
    [InlineData("3ffe::", "3fff:0fff:ffff:ffff:ffff:ffff:ffff:ffff", "3ffd:ffff::", "3fff:1000::")]
    [InlineData("4000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:ffff::", null)]
    public void A_special_block_is_closed_from_its_first_to_its_last_address_and_its_neighbours_are_open(
        string first, string last, string? before, string? after)
    {
        Assert.False(IsOpen(first));
        Assert.False(IsOpen(last));
        Assert.True(before is null || IsOpen(before));
        Assert.True(after is null || IsOpen(after));
    }

    [Theory]
    [InlineData("::1")]                        // loopback
    [InlineData("::7f00:1")]                   // v4-compatible
    [InlineData("::ffff:7f00:1")]              // v4-mapped
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::ffff:168.63.129.16")]
    [InlineData("::ffff:0:127.0.0.1")]         // v4-translated
    [InlineData("64:ff9b::127.0.0.1")]         // NAT64
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("64:ff9b:1::10.0.0.1")]        // NAT64 of one's own network
    [InlineData("100::1")]                     // discard
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2")] // Teredo
    [InlineData("2001:2::1")]                  // benchmarking
    [InlineData("2001:10::1")]                 // ORCHID
    [InlineData("2001:20::1")]                 // ORCHIDv2
    [InlineData("2002:7f00:1::")]              // 6to4 of 127.0.0.1
    [InlineData("3fff::1")]                    // documentation
    [InlineData("5f00::1")]                    // segment routing
    [InlineData("fc00::1")]                    // unique local
    [InlineData("fd00:ec2::254")]              // AWS's metadata
    [InlineData("fe80::1")]                    // link-local
    [InlineData("fe80::1%1")]
    [InlineData("2606:4700::1%1")]             // a zone makes it local
    [InlineData("fec0::1")]                    // site-local
    [InlineData("ff02::1")]                    // multicast
    [InlineData("100.100.100.200")]            // Alibaba's metadata
    [InlineData("192.0.0.192")]                // Oracle's metadata
    [InlineData("255.255.255.255")]
    public void Special_addresses_are_closed(string address) => Assert.False(IsOpen(address));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("8.8.8.8")]
    [InlineData("93.184.215.14")]
    [InlineData("223.255.255.254")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4001:82a::200e")]
    public void Addresses_of_the_public_Internet_are_open(string address) => Assert.True(IsOpen(address));

    [Fact]
    public void Every_16_block_of_IPv4_is_judged_as_the_written_list_says()
    {
        for (var block = 0; block < 65_536; block++)
        {
            var (a, b) = (block >> 8, block & 255);
            var closed = a is 0 or 10 or 127 or >= 224
                || (a, b) is (100, >= 64 and <= 127) or (169, 254) or (172, >= 16 and <= 31)
                    or (192, 168) or (198, 18 or 19);

            Assert.Equal(!closed, EgressAddresses.IsGlobalUnicast(new IPAddress([(byte)a, (byte)b, 250, 250])));
        }
    }

    static bool IsOpen(string address) => EgressAddresses.IsGlobalUnicast(IPAddress.Parse(address));
}
