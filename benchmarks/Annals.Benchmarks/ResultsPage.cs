using System.Globalization;
using System.Text;

namespace Annals.Benchmarks;

/// <summary>The figures as a page of Markdown, with what they were measured on.</summary>
internal static class ResultsPage
{
    public static string Of(IReadOnlyList<Measured> figures, int articles, string load, TimeProvider time)
    {
        var page = new StringBuilder();
        page.Append(
            CultureInfo.InvariantCulture,
            $"# Speed, {time.GetUtcNow():yyyy-MM-dd}\n\n{Machine.Description}; load before the run {load}\n\nCommit {Machine.Commit}; {articles} synthetic articles of about {SyntheticNews.Words} words.\n\n"
        );
        page.Append("| what | value | unit | floor |\n|---|---:|---|---|\n");
        foreach (var figure in figures)
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {figure.What} | {Number(figure.Value)} | {figure.Unit} | {figure.Floor}{(figure.Below ? " **(missed)**" : "")} |\n"
            );
        return page.ToString();
    }

    private static string Number(double value) =>
        value.ToString(
            Math.Abs(value) < 10 && value != Math.Floor(value) ? "0.00" : "0.#",
            CultureInfo.InvariantCulture
        );
}
