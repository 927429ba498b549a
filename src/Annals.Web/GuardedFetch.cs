using System.Collections.Immutable;
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
    private readonly FetchLimits limits;
    private readonly HttpClient client;

    /// <param name="limits">Those of <see cref="FetchLimits"/> by default.</param>
    public GuardedFetch(FetchLimits? limits = null)
    {
        this.limits = limits ?? new FetchLimits();
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
            Timeout = this.limits.Patience,
            MaxResponseContentBufferSize = this.limits.LargestPage,
        };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Annals/0.1");
    }

    /// <summary>The page, or why there is none.</summary>
    public async Task<(Page? Page, string? Trouble)> Get(string address, CancellationToken cancel)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return (null, "only http and https addresses are fetched");
        if (!limits.Ports.Contains(uri.Port))
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
                    Headers = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, headers),
                },
                null
            );
        }
        catch (TaskCanceledException)
        {
            return (null, "the server took too long");
        }
        catch (HttpRequestException large) when (large.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return (null, $"the page is larger than {limits.LargestPage / 1024 / 1024} MB");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return (null, failure.InnerException?.Message ?? failure.Message);
        }
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        // A redirect may name another port than the address did.
        if (!limits.Ports.Contains(context.DnsEndPoint.Port))
            throw new HttpRequestException("only the ports 80 and 443 are reached");
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancel);
        var allowed = addresses.Where(limits.IsAllowed).ToArray();
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
            // 2000::/3 is what is given out; 64:ff9b::/96, 2002::/16 and 2001::/32 carry IPv4 addresses within, 2001:db8::/32
            // is for examples.
            return (bytes[0] & 0xE0) == 0x20
                && bytes is not ([0x20, 0x02, ..] or [0x20, 0x01, 0, 0, ..] or [0x20, 0x01, 0x0d, 0xb8, ..]);
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

/// <summary>What a fetch may reach, and how much of it is taken.</summary>
public sealed record FetchLimits
{
    public Func<IPAddress, bool> IsAllowed { get; init; } = GuardedFetch.IsPublic;

    public ImmutableArray<int> Ports { get; init; } = [80, 443];

    /// <summary>In bytes.</summary>
    public int LargestPage { get; init; } = 10 * 1024 * 1024;

    /// <summary>From the first word to the last byte.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);
}
