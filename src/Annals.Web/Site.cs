using System.Net;
using Annals.Knowledge;
using Annals.Store;
using Annals.Web.Pages;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.FileProviders;

namespace Annals.Web;

/// <summary>`annals serve`: the record in a browser, for one person on this machine. Listens on loopback alone.</summary>
public static class Site
{
    /// <param name="store">As `--store` takes it.</param>
    /// <param name="port">0 for a free one.</param>
    /// <exception cref="StoreException">There is no such store.</exception>
    public static WebApplication Build(string store, int port)
    {
        using (RecordStore.Open(store, StoreAccess.Read)) { }
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }
        );
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // A port that is taken is said in a sentence, not with a stack.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Services.AddProblemDetails();
        var site = builder.Build();
        site.Use(Guard);
        site.UseExceptionHandler(
            new ExceptionHandlerOptions { ExceptionHandler = Explain, SuppressDiagnosticsCallback = _ => true }
        );
        site.UseStatusCodePages();
        var files = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (Directory.Exists(files))
            site.UseStaticFiles(
                new StaticFileOptions
                {
                    FileProvider = new PhysicalFileProvider(files),
                    ContentTypeProvider = new Microsoft.AspNetCore.StaticFiles.FileExtensionContentTypeProvider
                    {
                        Mappings = { [".mjs"] = "text/javascript" },
                    },
                }
            );
        var pipeline = new Lazy<Pipeline>(() => Pipeline.Load(KnowledgeFolder.Default));
        var record = new OpenStore(
            store,
            TimeProvider.System,
            pipeline,
            new Lazy<ActorFile>(() => ActorFile.Load(KnowledgeFolder.Default))
        );
        var lexicon = Lexicon.Default;
        var twins = new Twins(site, record);
        new FirstPage(lexicon).Map(twins);
        EventPage.Map(twins);
        new ArticlePage(pipeline).Map(twins);
        new ActorPages(TimeProvider.System).Map(twins);
        PlacePage.Map(twins);
        new AddPage(record, pipeline, new GuardedFetch(), TimeProvider.System).Map(twins);
        var description = OpenApi.Of(twins.Doors);
        twins.Get(OpenApi.Address, context => Replies.Json(context, description).ExecuteAsync(context));
        // An article's page and "bring your own" read with the whole language engine: it is there before it is asked for.
        _ = Task.Run(() =>
        {
            record.Load();
            _ = pipeline.Value;
        });
        return site;
    }

    /// <summary>Asks a started site for its first view, so that nobody waits while its code is made ready.</summary>
    public static async Task Warm(WebApplication site)
    {
        using var client = new HttpClient { BaseAddress = new Uri(site.Urls.First()) };
        foreach (var address in (string[])["/", "/timeline.json", "/map.json?zoom=2&seen=-180,-60,180,75"])
            using (await client.GetAsync(new Uri(address, UriKind.Relative))) { }
    }

    /// <summary>
    /// Every reply forbids what a stored page could try: no script but our own files, no frame, no form to elsewhere.
    /// A request by another name than loopback (DNS rebinding) or a form from another site is refused.
    /// </summary>
    private static Task Guard(HttpContext context, Func<Task> next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self' blob:; "
            + "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        // "no-referrer" would make the browser send our own forms with an Origin of "null".
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        if (context.Request.Host.Host is not ("localhost" or "127.0.0.1" or "[::1]"))
            return Results
                .Problem("This server answers to localhost alone.", statusCode: 421, title: "Wrong host")
                .ExecuteAsync(context);
        var isForeign =
            HttpMethods.IsPost(context.Request.Method)
            && context.Request.Headers.Origin.ToString() is { Length: > 0 } origin
            && origin != $"{context.Request.Scheme}://{context.Request.Host}";
        return isForeign
            ? Results
                .Problem("The form came from another site.", statusCode: 403, title: "Refused")
                .ExecuteAsync(context)
            : next();
    }

    /// <summary>Problem details (RFC 9457): what was wrong with the request, or with the store.</summary>
    private static Task Explain(HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        var (status, title, detail) = failure switch
        {
            BadHttpRequestException bad => (400, "The question is not understood", bad.Message),
            ArgumentException bad => (400, "The question is not understood", bad.Message),
            StoreException broken => (503, "The record cannot be read", broken.Message),
            _ => (500, "Something went wrong here", "It is a fault of the program, not of the request."),
        };
        return Results.Problem(detail, statusCode: status, title: title).ExecuteAsync(context);
    }
}
