using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Annals.Web.Tests;

/// <summary>Against a server on this machine: 127.0.0.2 stands for the public web, 127.0.0.1 for a private network.</summary>
public sealed class GuardedFetchTests
{
    private const string Page = "<html><body><p>Gunmen killed two people in Gao on Monday.</p></body></html>";

    [Fact]
    public async Task A_public_page_is_fetched_and_says_where_it_came_from_after_a_redirect()
    {
        using var web = new Server(path => path == "/old" ? Redirect("/new") : Answer(Page));
        using var fetch = new GuardedFetch(web.Limits);
        var (page, trouble) = await fetch.Get(web.Address + "/old", TestContext.Current.CancellationToken);
        Assert.Null(trouble);
        Assert.Equal(web.Address + "/new", page!.Url);
    }

    [Fact]
    public async Task A_redirect_into_a_private_network_is_not_followed()
    {
        using var home = new Server(_ => Answer(Page), IPAddress.Loopback);
        using var web = new Server(_ => Redirect(home.Address + "/secret"));
        using var fetch = new GuardedFetch(web.Limits with { Ports = [web.Port, home.Port] });
        var (page, trouble) = await fetch.Get(web.Address + "/", TestContext.Current.CancellationToken);
        Assert.Null(page);
        Assert.Equal("the address lies in a private network", trouble);
        Assert.Equal(0, home.Asked);
    }

    [Fact]
    public async Task A_redirect_to_another_port_is_not_followed()
    {
        using var other = new Server(_ => Answer(Page));
        using var web = new Server(_ => Redirect(other.Address + "/"));
        using var fetch = new GuardedFetch(web.Limits);
        var (page, _) = await fetch.Get(web.Address + "/", TestContext.Current.CancellationToken);
        Assert.Null(page);
        Assert.Equal(0, other.Asked);
    }

    /// <summary>What a name resolves to decides, not how it looks.</summary>
    [Theory]
    [InlineData("http://localhost/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://[fd00::1]/")]
    public async Task A_private_address_is_not_reached_however_it_is_written(string address)
    {
        using var fetch = new GuardedFetch();
        var (page, trouble) = await fetch.Get(address, TestContext.Current.CancellationToken);
        Assert.Null(page);
        Assert.Equal("the address lies in a private network", trouble);
    }

    [Theory]
    [InlineData("ftp://example.org/")]
    [InlineData("file:///etc/hostname")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://example.org:8080/")]
    [InlineData("gopher://example.org/")]
    public async Task Only_web_addresses_and_ports_are_tried(string address)
    {
        using var fetch = new GuardedFetch();
        Assert.Null((await fetch.Get(address, TestContext.Current.CancellationToken)).Page);
    }

    [Fact]
    public async Task A_page_that_is_too_large_is_left()
    {
        using var web = new Server(_ => Answer(new string('x', 3_000_000)));
        using var fetch = new GuardedFetch(web.Limits with { LargestPage = 2 * 1024 * 1024 });
        var (page, trouble) = await fetch.Get(web.Address + "/", TestContext.Current.CancellationToken);
        Assert.Null(page);
        Assert.Equal("the page is larger than 2 MB", trouble);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_left()
    {
        using var web = new Server(_ => null);
        using var fetch = new GuardedFetch(web.Limits with { Patience = TimeSpan.FromSeconds(1) });
        var (page, trouble) = await fetch.Get(web.Address + "/", TestContext.Current.CancellationToken);
        Assert.Null(page);
        Assert.Equal("the server took too long", trouble);
    }

    private static string Answer(string body) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";

    private static string Redirect(string to) =>
        $"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    /// <summary>Answers by the path; null never.</summary>
    private sealed class Server : IDisposable
    {
        private static readonly IPAddress Public = IPAddress.Parse("127.0.0.2");

        private readonly TcpListener listener;
        private readonly Func<string, string?> answer;
        private readonly List<TcpClient> open = [];
        private int asked;

        public Server(Func<string, string?> answer, IPAddress? at = null)
        {
            this.answer = answer;
            listener = new TcpListener(at ?? Public, 0);
            listener.Start();
            _ = Serve();
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public string Address => $"http://{listener.LocalEndpoint}";

        public int Asked => asked;

        public FetchLimits Limits => new() { IsAllowed = address => address.Equals(Public), Ports = [Port] };

        private async Task Serve()
        {
            try
            {
                while (true)
                {
                    var client = await listener.AcceptTcpClientAsync();
                    lock (open)
                        open.Add(client);
                    Interlocked.Increment(ref asked);
                    using var reader = new StreamReader(client.GetStream(), leaveOpen: true);
                    var path = (await reader.ReadLineAsync())!.Split(' ')[1];
                    while (await reader.ReadLineAsync() is { Length: > 0 }) { }
                    if (answer(path) is { } reply)
                    {
                        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(reply));
                        client.Close();
                    }
                }
            }
            catch (Exception ended)
                when (ended is SocketException or ObjectDisposedException or IOException or InvalidOperationException)
            {
                // The test is over, or the other side has left.
            }
        }

        public void Dispose()
        {
            listener.Stop();
            lock (open)
                foreach (var client in open)
                    client.Dispose();
        }
    }
}
