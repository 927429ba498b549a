using System.Diagnostics;
using System.Globalization;
using System.Text;
using Annals.Knowledge;
using Annals.Linking;
using Annals.Reading;
using Annals.Record;
using Annals.Store;

namespace Annals.Benchmarks;

/// <summary>
/// How fast reports come in: whole records in bulk (texts of one event in a hundred), then fresh articles into records of
/// several sizes, which keep the texts of all their articles, so that linking finds as much to compare as in a record of
/// news. Reading and coding are left out: they are measured by themselves.
/// </summary>
/// <param name="sizes">Events in the record before the fresh articles come.</param>
/// <param name="fresh">Fresh articles, one report each.</param>
/// <param name="server">A PostgreSQL to make databases on; null for SQLite.</param>
internal sealed class IntakeSpeed(int[] sizes, int fresh, string? server)
{
    private readonly StringBuilder page = new();

    public int Run(string? results)
    {
        Say($"# Intake, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}\n");
        Say($"{Machine.Description}; load before the run {Machine.Load}\n");
        Say($"Commit {Machine.Commit}; {(server is null ? "SQLite" : "PostgreSQL")}.\n");
        Say(
            $"Reports a second, by the clock and (of processor time, all cores; of that of the thread that writes, which the clock cannot beat). Live is stored and linked.\n"
        );
        Say($"| events | in bulk | fresh | stored | linked | live |");
        Say($"|---:|---:|---:|---:|---:|---:|");
        foreach (var size in sizes)
            Measure(size);
        if (results is not null)
            File.WriteAllText(results, page.ToString());
        return 0;
    }

    private void Measure(int size)
    {
        long reports = 0;
        Spent bulk;
        using (var place = new Place(server))
        using (var store = RecordStore.Open(place.Connection))
            bulk = Spent.By(() => reports = Load(store, size, textsEvery: 100));
        var (stored, linked) = fresh == 0 ? (Spent.None, Spent.None) : IntoRecord(size);
        Say(
            $"| {size:N0} | {bulk.Rate(reports)} | {fresh:N0} | {stored.Rate(fresh)} | {linked.Rate(fresh)} | {stored.And(linked).Rate(fresh)} |"
        );
    }

    private (Spent Stored, Spent Linked) IntoRecord(int size)
    {
        using var place = new Place(server);
        using var store = RecordStore.Open(place.Connection);
        Load(store, size, textsEvery: 1);
        return Live(store);
    }

    private static long Load(RecordStore store, int size, int textsEvery)
    {
        long reports = 0;
        new Bulk(store, Linker.Load(KnowledgeFolder.Default)).Load(
            new SyntheticRecord(textsEvery: textsEvery)
                .Events(size)
                .Select(one =>
                {
                    reports += one.Reports.Length;
                    return one;
                })
        );
        return reports;
    }

    /// <summary>Fresh articles that come first and are not counted: by then the program runs as it does for the rest of a day.</summary>
    private const int WarmUp = 4000;

    private (Spent Stored, Spent Linked) Live(RecordStore store)
    {
        TakeIn(store, 0, WarmUp);
        return TakeIn(store, WarmUp, fresh);
    }

    private static (Spent Stored, Spent Linked) TakeIn(RecordStore store, int first, int count)
    {
        var record = new SyntheticRecord(seed: 2, textsEvery: 1);
        var news = Enumerable
            .Range(first, count)
            .Select(record.NewsOf)
            .Select(one =>
                (
                    Article: one.Article with
                    {
                        Id = "live-" + one.Article.Id,
                    },
                    Report: one.Report with
                    {
                        Id = "live-" + one.Report.Id,
                        Article = "live-" + one.Article.Id,
                    }
                )
            )
            .ToDictionary(one => one.Article.Id, StringComparer.Ordinal);
        Page[] pages =
        [
            .. news.Values.Select(one => new Page
            {
                Path = one.Article.Id,
                Content = Encoding.UTF8.GetBytes(one.Article.Text),
            }),
        ];
        var intake = new Intake(
            store,
            (one, _) =>
                new PageReading
                {
                    Page = one,
                    Format = "text",
                    Why = "synthetic",
                    Articles = [news[one.Path].Article],
                },
            article => [news[article.Id].Report],
            Linker.Load(KnowledgeFolder.Default)
        );
        Spent? stored = null;
        var since = Spent.Begin();
        intake.Run(pages, progress: so => stored = so.Step == "linking" ? since() : stored);
        return (stored!, since().Without(stored!));
    }

    private void Say(FormattableString words)
    {
        var line = words.ToString(CultureInfo.InvariantCulture);
        Console.WriteLine(line);
        page.Append(line).Append('\n');
    }

    /// <summary>A store that is gone when the measurement is done.</summary>
    private sealed class Place : IDisposable
    {
        private readonly DirectoryInfo? folder;
        private readonly string? server;
        private readonly string name = $"annals_intake_{Environment.ProcessId}";

        public Place(string? server)
        {
            this.server = server;
            if (server is null)
                folder = Directory.CreateTempSubdirectory("annals-intake-");
            else
                OnServer($"CREATE DATABASE {name}");
            Connection = folder is null
                ? new Npgsql.NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false }.ConnectionString
                : Path.Combine(folder.FullName, "record.db");
        }

        public string Connection { get; }

        public void Dispose()
        {
            folder?.Delete(recursive: true);
            if (server is not null)
                OnServer($"DROP DATABASE {name} WITH (FORCE)");
        }

        private void OnServer(string sql)
        {
            using var connection = new Npgsql.NpgsqlConnection(server);
            connection.Open();
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name is made of a process id.
            command.CommandText = sql;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }
    }
}
