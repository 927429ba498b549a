using System.Net;
using System.Net.Sockets;
using Annals.Record;

namespace Annals.Web;

/// <summary>
/// Fetches an address that a person pasted. It reaches the public web alone: the addresses that a name resolves to are
/// looked at when the connection is made, on every redirect too, so that no page leads into the machine's own network.
/// </summary>
public sealed class GuardedFetch : IDisposable
{
    private const int LargestPage = 10 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly HttpClient client;

    public GuardedFetch()
    {
        client = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = true,
                MaxAutomaticRedirections = 5,
                UseProxy = false,
                UseCookies = false,
                ConnectCallback = Connect,
            }
        )
        {
            Timeout = Patience,
            MaxResponseContentBufferSize = LargestPage,
        };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Annals/0.1");
    }

    /// <summary>The page, or why there is none.</summary>
    public async Task<(Page? Page, string? Trouble)> Get(string address, CancellationToken cancel)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return (null, "only http and https addresses are fetched");
        if (uri.Port is not (80 or 443))
            return (null, "only the ports 80 and 443 are reached");
        try
        {
            using var reply = await client.GetAsync(uri, HttpCompletionOption.ResponseContentRead, cancel);
            if (!reply.IsSuccessStatusCode)
                return (null, $"the server answered {(int)reply.StatusCode}");
            var headers = reply
                .Headers.Concat(reply.Content.Headers)
                .ToDictionary(
                    header => header.Key.ToLowerInvariant(),
                    header => string.Join(", ", header.Value),
                    StringComparer.Ordinal
                );
            return (
                new Page
                {
                    Path = uri.AbsoluteUri,
                    Url = reply.RequestMessage?.RequestUri?.AbsoluteUri ?? uri.AbsoluteUri,
                    Content = await reply.Content.ReadAsByteArrayAsync(cancel),
                    Headers = System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(
                        StringComparer.Ordinal,
                        headers
                    ),
                },
                null
            );
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or IOException)
        {
            return (
                null,
                failure is TaskCanceledException
                    ? "the server took too long"
                    : failure.InnerException?.Message ?? failure.Message
            );
        }
    }

    private static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        // A redirect may name another port than the address did.
        if (context.DnsEndPoint.Port is not (80 or 443))
            throw new HttpRequestException("only the ports 80 and 443 are reached");
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
        var allowed = addresses.Where(IsPublic).ToArray();
        if (allowed.Length == 0)
            throw new HttpRequestException("the address lies in a private network");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Not loopback, private, link-local, shared, multicast or reserved (RFC 6890), also when mapped into IPv6.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (
            IPAddress.IsLoopback(address)
            || address.IsIPv6LinkLocal
            || address.IsIPv6SiteLocal
            || address.IsIPv6UniqueLocal
            || address.IsIPv6Multicast
        )
            return false;
        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            // 2000::/3 is what is given out; 64:ff9b::/96 and 2002::/16 carry IPv4 addresses within.
            return (bytes[0] & 0xE0) == 0x20 && !(bytes[0] == 0x20 && bytes[1] == 0x02);
        return bytes switch
        {
            [0 or 10 or 127, ..] => false,
            [100, >= 64 and <= 127, ..] => false,
            [169, 254, ..] => false,
            [172, >= 16 and <= 31, ..] => false,
            [192, 0, 0, _] or [192, 0, 2, _] or [192, 168, ..] => false,
            [198, 18 or 19, ..] or [198, 51, 100, _] or [203, 0, 113, _] => false,
            [>= 224, ..] => false,
            _ => true,
        };
    }

    public void Dispose() => client.Dispose();
}
