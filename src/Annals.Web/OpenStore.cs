using Annals.Store;

namespace Annals.Web;

/// <summary>The store behind the pages. Each request opens its own connection: the store serves one thread at a time.</summary>
public sealed class OpenStore(string connection, TimeProvider time)
{
    /// <summary>Answers a request from the record.</summary>
    public async Task Ask(HttpContext context, Func<Ask, IResult> answer)
    {
        IResult reply;
        using (var store = RecordStore.Open(connection, StoreAccess.Read, time))
            reply = answer(new Ask(store));
        await reply.ExecuteAsync(context);
    }

    /// <summary>Opens the record for writing: an intake, a review.</summary>
    public RecordStore OpenToWrite() => RecordStore.Open(connection, StoreAccess.Write, time);
}
