using System.Collections.Concurrent;

namespace Annals.Cli.Working;

/// <summary>
/// Threads that do pieces of work side by side while the results come back in the order of the pieces, so that the
/// output has the same bytes on any number of threads. At most a few pieces a thread are under way or wait to be
/// taken, so memory stays bounded however long the input is.
/// </summary>
internal sealed class Lanes : IDisposable
{
    // A page of ten thousand nested tags is walked by recursion; the default of 1 to 8 MB would end the process.
    private const int StackBytes = 64 * 1024 * 1024;
    private const int PiecesAThread = 4;

    private readonly BlockingCollection<Action> work = [];
    private readonly Thread[] threads;

    public Lanes(int count)
    {
        threads = new Thread[count];
        for (var i = 0; i < count; i++)
        {
            threads[i] = new Thread(Drain, StackBytes) { IsBackground = true, Name = $"lane {i}" };
            threads[i].Start();
        }
    }

    /// <summary>Each piece's result, in the order of the pieces. What a piece throws is thrown here, in its turn.</summary>
    public IEnumerable<TResult> Map<TPiece, TResult>(IEnumerable<TPiece> pieces, Func<TPiece, TResult> method)
    {
        var pending = new Queue<Task<TResult>>();
        foreach (var piece in pieces)
        {
            pending.Enqueue(Post(() => method(piece)));
            while (pending.Count > 0 && (pending.Count >= threads.Length * PiecesAThread || pending.Peek().IsCompleted))
                yield return pending.Dequeue().GetAwaiter().GetResult();
        }
        while (pending.TryDequeue(out var task))
            yield return task.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        work.CompleteAdding();
        foreach (var thread in threads)
            thread.Join();
        work.Dispose();
    }

    private Task<TResult> Post<TResult>(Func<TResult> method)
    {
        var done = new TaskCompletionSource<TResult>();
        work.Add(() =>
        {
            try
            {
                done.SetResult(method());
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        });
        return done.Task;
    }

    private void Drain()
    {
        foreach (var piece in work.GetConsumingEnumerable())
            piece();
    }
}
