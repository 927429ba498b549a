using System.Collections.Concurrent;

namespace Annals.Store;

/// <summary>Makes what comes next on another thread while what came before is used.</summary>
internal static class Ahead
{
    /// <param name="source">Used by that thread alone until all has been taken.</param>
    /// <param name="most">What is made before it is asked for.</param>
    public static IEnumerable<T> Of<T>(IEnumerable<T> source, int most)
    {
        using var made = new BlockingCollection<T>(most);
        using var stop = new CancellationTokenSource();
        var making = Task.Factory.StartNew(
            () =>
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
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        try
        {
            foreach (var one in made.GetConsumingEnumerable())
                yield return one;
        }
        finally
        {
            stop.Cancel();
            making.GetAwaiter().GetResult();
        }
    }
}
