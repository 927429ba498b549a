using Annals.Store;

namespace Annals.Web;

/// <summary>
/// The store behind the pages. Each request opens its own connection: the store serves one thread at a time. Maps and
/// timelines are made from the events in memory, which are read once and brought up to date with every request.
/// </summary>
public sealed class OpenStore(string connection, TimeProvider time, Lazy<Pipeline> pipeline, Lazy<ActorFile> actors)
{
    private readonly EventColumns columns = new();
    private readonly PeopleNamed named = new();

    /// <summary>Reads the events into memory. Meanwhile requests are answered by the database.</summary>
    public void Load()
    {
        using var store = RecordStore.Open(connection, StoreAccess.Read, time);
        columns.Refresh(store);
        columns.Join(store);
    }

    /// <summary>Answers a request from the record.</summary>
    public async Task Ask(HttpContext context, Func<Ask, IResult> answer)
    {
        IResult reply;
        using (var store = RecordStore.Open(connection, StoreAccess.Read, time))
        {
            var privacy = new Privacy(store, () => pipeline.Value, named);
            context.Items[typeof(Privacy)] = privacy;
            if (columns.IsLoaded)
                columns.Refresh(store);
            reply = privacy.Refusal(Actor(context), context.Request.Query["words"]) is { } refusal
                ? Results.Problem(refusal, statusCode: 403, title: "Not answered")
                : answer(new Ask(store, actors.Value, columns));
        }
        await reply.ExecuteAsync(context);
    }

    private static string? Actor(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/actors", StringComparison.Ordinal)
        && context.Request.RouteValues["name"] is string name
            ? name
        : context.Request.Query["actor"].ToString() is { Length: > 0 } actor ? actor
        : null;

    /// <summary>Opens the record for writing: an intake, a review.</summary>
    public RecordStore OpenToWrite() => RecordStore.Open(connection, StoreAccess.Write, time);
}
