using Annals.Store;
using Annals.Web;

// `annals serve` starts this program; see docs/web.md.
var store = "annals.db";
var port = 5151;
var parent = 0;
for (var index = 0; index + 1 < args.Length; index += 2)
{
    if (args[index] == "--store")
        store = args[index + 1];
    else if (args[index] == "--port" && int.TryParse(args[index + 1], out var asked) && asked is >= 0 and < 65536)
        port = asked;
    else if (args[index] == "--parent" && int.TryParse(args[index + 1], out var process))
        parent = process;
    else
    {
        Console.Error.WriteLine(
            $"not understood: {args[index]} {args[index + 1]}\nusage: annals serve [--store STORE] [--port PORT]"
        );
        return 2;
    }
}
try
{
    await using var site = Site.Build(store, port);
    await site.StartAsync();
    await Site.Warm(site);
    Console.Error.WriteLine($"The record is at {site.Urls.First()} (Ctrl+C stops it)");
    using var ended = new CancellationTokenSource();
    if (parent > 0)
        _ = EndWith(parent, ended);
    await site.WaitForShutdownAsync(ended.Token);
    return 0;
}
catch (StoreException missing)
{
    Console.Error.WriteLine(missing.Message);
    return 1;
}
catch (IOException taken)
{
    Console.Error.WriteLine($"port {port} of this machine cannot be used: {taken.Message}");
    return 1;
}

// `annals serve` is the parent: a server that nobody can stop any more would hold the port.
static async Task EndWith(int parent, CancellationTokenSource ended)
{
    try
    {
        using var process = System.Diagnostics.Process.GetProcessById(parent);
        await process.WaitForExitAsync();
    }
    catch (ArgumentException)
    {
        // It has gone already.
    }
    await ended.CancelAsync();
}
