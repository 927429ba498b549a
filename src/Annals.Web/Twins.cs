using System.Collections.Immutable;
using Annals.Answers;
using Annals.Store;

namespace Annals.Web;

/// <summary>One look at the record: as a page for people, as JSON and as tables for programs. Each is made when it is asked for.</summary>
/// <param name="Tables">The tables that the page shows, in its order.</param>
public sealed record Look(Func<Markup> Page, Func<string> Json, Func<ImmutableArray<AnswerTable>> Tables)
{
    /// <summary>There are rows after this page of them.</summary>
    public bool More { get; init; }

    /// <summary>The answer as `annals ask` gives it.</summary>
    public static Look At(Answer answer, Func<Markup> page) =>
        new(page, () => AnswerJson.Write(answer), () => answer.Tables);
}

/// <summary>What stands at an address, for the description of the interface.</summary>
/// <param name="Types">Media types of the reply.</param>
public sealed record Door(
    string Address,
    string Says,
    ImmutableArray<Parameter> Parameters,
    ImmutableArray<string> Types
)
{
    public string Method { get; init; } = "get";
}

/// <summary>A part of an address.</summary>
public sealed record Parameter(string Name, string Says, string Type = "string");

/// <summary>
/// Every page has a twin in JSON at its address with `.json`, and each of its tables one in CSV with `.csv`. All that is
/// mapped here describes itself at `/openapi.json`.
/// </summary>
public sealed class Twins(IEndpointRouteBuilder routes, OpenStore record)
{
    private readonly List<Door> doors = [];

    public IReadOnlyList<Door> Doors => doors;

    /// <param name="address">Of the twins, without their endings.</param>
    /// <param name="says">What it shows, in a sentence.</param>
    /// <param name="parameters">What the address may hold after the question mark.</param>
    /// <param name="look">Null where the record holds nothing by that name.</param>
    /// <param name="page">The page's own address, where it is another.</param>
    public void Map(
        string address,
        string says,
        ImmutableArray<Parameter> parameters,
        Func<HttpContext, Ask, Look?> look,
        string? page = null
    )
    {
        var named = parameters.AddRange(InPath(address));
        doors.Add(new Door(page ?? address, says, named, ["text/html"]));
        doors.Add(new Door(address + ".json", says, named.Add(Names), ["application/json"]));
        doors.Add(new Door(address + ".csv", says, named.Add(Names).Add(TableNumber), ["text/csv"]));
        Get(address + ".json", Reply(look, (context, seen) => Replies.Json(context, seen.Json())));
        Get(address + ".csv", Reply(look, Csv));
        Get(page ?? address, Reply(look, (context, seen) => Replies.Html(context, seen.Page())));
    }

    /// <summary>JSON alone: what a page's scripts ask for.</summary>
    public void Json(
        string address,
        string says,
        ImmutableArray<Parameter> parameters,
        Func<HttpContext, Ask, string> answer
    )
    {
        doors.Add(new Door(address, says, parameters.AddRange(InPath(address)), ["application/json"]));
        Get(address, context => record.Ask(context, ask => Replies.Drawn(context, answer(context, ask))));
    }

    /// <summary>Whatever can be read can be asked for its head alone (RFC 9110).</summary>
    public void Get(string address, RequestDelegate reply) => routes.MapMethods(address, ["GET", "HEAD"], reply);

    /// <summary>Something that is handed over.</summary>
    public void Post(
        string address,
        string says,
        ImmutableArray<Parameter> fields,
        RequestDelegate take,
        params ImmutableArray<string> types
    )
    {
        doors.Add(new Door(address, says, fields, types) { Method = "post" });
        routes.MapPost(address, take);
    }

    private static readonly Parameter Names = new("names", "1 keeps the names of private persons, which are withheld");

    private static readonly Parameter TableNumber = new("table", "which of the page's tables, from 1", "integer");

    private static IEnumerable<Parameter> InPath(string address) =>
        address
            .Split('/')
            .Where(part => part.StartsWith('{'))
            .Select(part => new Parameter(part[..(part.IndexOf('}') + 1)], "id or name"));

    private RequestDelegate Reply(Func<HttpContext, Ask, Look?> look, Func<HttpContext, Look, IResult> reply) =>
        context =>
            record.Ask(
                context,
                ask =>
                {
                    if (look(context, ask) is not { } seen)
                        return Missing.Of(context);
                    Paging.Link(context, seen.More);
                    return reply(context, seen);
                }
            );

    private static IResult Csv(HttpContext context, Look seen)
    {
        var tables = seen.Tables();
        var number = Question.Whole(context.Request.Query, "table") ?? 1;
        if (number < 1 || number > tables.Length)
            throw new BadHttpRequestException($"\"table\" is 1 to {tables.Length} here, not \"{number}\"");
        var name = Name(context.Request.Path) + (number > 1 ? $"-{number}" : "");
        return Replies.Csv(context, seen.Json, tables[number - 1], name);
    }

    /// <summary>A file's name: the last part of the address, of letters that no header and no system minds.</summary>
    private static string Name(PathString path)
    {
        var last = (path.Value ?? "").Split('/')[^1];
        last = last.EndsWith(".csv", StringComparison.Ordinal) ? last[..^4] : last;
        var kept = string.Concat(last.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')).Trim('-');
        return kept.Length == 0 ? "table" : kept;
    }
}

/// <summary>Pages of rows: the neighbours of this one stand in the reply's Link header (RFC 8288).</summary>
public static class Paging
{
    public static void Link(HttpContext context, bool more)
    {
        var page = Question.Page(context.Request.Query);
        var links = new List<string>();
        if (page > 1)
            links.Add($"<{Address(context.Request, page - 1)}>; rel=\"prev\"");
        if (more)
            links.Add($"<{Address(context.Request, page + 1)}>; rel=\"next\"");
        if (links.Count > 0)
            context.Response.Headers.Link = string.Join(", ", links);
    }

    /// <param name="query">The view, whose other parts stay.</param>
    /// <param name="page">Null for no page.</param>
    /// <param name="without">A part that is left out.</param>
    public static string Query(IQueryCollection query, int? page = null, string? without = null)
    {
        var parts = query
            .Where(one => one.Key != "page" && one.Key != without && !string.IsNullOrEmpty(one.Value))
            .Select(one => $"{Uri.EscapeDataString(one.Key)}={Uri.EscapeDataString(one.Value.ToString())}")
            .ToList();
        if (page is { } number)
            parts.Add($"page={number.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);
    }

    public static Markup Nav(IQueryCollection query, string address, bool more, string label)
    {
        var page = Question.Page(query);
        if (page == 1 && !more)
            return Markup.Empty;
        var back =
            page > 1
                ? Markup.Of($"<a rel=\"prev\" href=\"{address}{Query(query, page - 1)}\">Previous</a>")
                : Markup.Empty;
        var on = more
            ? Markup.Of($"<a rel=\"next\" href=\"{address}{Query(query, page + 1)}\">Next</a>")
            : Markup.Empty;
        return Markup.Of($"<nav class=\"pager\" aria-label=\"{label}\">{back}<span>Page {page}</span>{on}</nav>");
    }

    private static string Address(HttpRequest request, int page) =>
        request.PathBase.Add(request.Path).ToUriComponent() + Query(request.Query, page);
}
