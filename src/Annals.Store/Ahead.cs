using System.Collections.Concurrent;

namespace Annals.Store;

/// <summary>Makes what comes next on another thread while what came before is used.</summary>
internal sealed class Ahead<T> : IDisposable
{
    private readonly BlockingCollection<T> made;
    private readonly CancellationTokenSource stop = new();
    private readonly Task making;

    /// <param name="source">Used by that thread alone, from now until this is disposed of.</param>
    /// <param name="most">What is made before it is asked for.</param>
    public Ahead(IEnumerable<T> source, int most)
    {
        made = new BlockingCollection<T>(most);
        making = Task.Factory.StartNew(
            () => Make(source),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
    }

    /// <summary>All that the source gives, in its order, and the exception that it ends with.</summary>
    public IEnumerable<T> All()
    {
        foreach (var one in made.GetConsumingEnumerable())
            yield return one;
        making.GetAwaiter().GetResult();
    }

    /// <summary>Waits for the other thread. What has not been taken is lost, and so is how it failed.</summary>
    public void Dispose()
    {
        stop.Cancel();
        ((IAsyncResult)making).AsyncWaitHandle.WaitOne();
        _ = making.Exception;
        made.Dispose();
        stop.Dispose();
    }

    private void Make(IEnumerable<T> source)
    {
        try
        {
            foreach (var one in source)
                made.Add(one, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nobody wants the rest.
        }
        finally
        {
            made.CompleteAdding();
        }
    }
}
