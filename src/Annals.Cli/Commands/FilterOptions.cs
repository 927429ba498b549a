using System.CommandLine;
using System.Globalization;
using Annals.Answers;
using Annals.Cli.Working;
using Annals.Knowledge;
using Annals.Record;

namespace Annals.Cli.Commands;

/// <summary>What narrows a question.</summary>
internal sealed class FilterOptions
{
    private readonly Option<string[]> type = new("--type")
    {
        Description = "Only these types of happening (`annals ask types` lists them).",
        HelpName = "TYPE",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<string?> actor = Text(
        "--actor",
        "NAME",
        "Only with this actor: its key, or part of its name."
    );
    private readonly Option<string?> country = Text(
        "--country",
        "ISO3",
        "Only in this country, by its three letters (MLI)."
    );
    private readonly Option<string?> place = Text(
        "--place",
        "NAME",
        "Only there: part of a place's name, its division, or a GeoNames id."
    );
    private readonly Option<DateOnly?> from = Day("--from", "Nothing that ended before this day.");
    private readonly Option<DateOnly?> to = Day("--to", "Nothing that began after this day.");
    private readonly Option<Status?> status = new("--status")
    {
        Description =
            "Only of this status: " + string.Join(", ", Enum.GetValues<Status>().Select(one => Words.Of(one))) + ".",
        HelpName = "STATUS",
        CustomParser = result =>
            // Numbers are no names, though .NET reads them as such.
            !char.IsAsciiDigit(result.Tokens[0].Value.FirstOrDefault())
            && Enum.TryParse<Status>(result.Tokens[0].Value, ignoreCase: true, out var parsed)
            && Enum.IsDefined(parsed)
                ? parsed
                : Refuse<Status?>(result, "is no status"),
    };
    private readonly Option<int?> killed = AtLeast(
        "--killed",
        "Only with at least so many dead, by the lowest figure."
    );
    private readonly Option<int?> sources = AtLeast("--sources", "Only with at least so many independent sources.");
    private readonly Option<double?> confidence = new("--confidence")
    {
        Description = "Only where it is at least so sure, 0 to 1.",
        HelpName = "SHARE",
        CustomParser = result =>
            double.TryParse(
                result.Tokens[0].Value,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var share
            )
            && share <= 1
                ? share
                : Refuse<double?>(result, "is no number from 0 to 1"),
    };
    private readonly Option<string?> words = Text("--words", "WORDS", "Only where the evidence holds all these words.");
    private readonly Option<Box?> box = new("--box")
    {
        Description = "Only within these degrees.",
        HelpName = "SOUTH,WEST,NORTH,EAST",
        CustomParser = ReadBox,
    };
    private readonly Option<int> limit = Number("--limit", "At most so many rows.", 50);
    private readonly Option<int> skip = Number("--skip", "Pass over so many rows first.", 0);
    private readonly Option<DateTimeOffset?> asOf = new("--as-of")
    {
        Description = "What was known then: by the end of a day (UTC), or at an ISO 8601 time.",
        HelpName = "TIME",
        CustomParser = ReadMoment,
    };
    private readonly Option<bool> all = new("--all")
    {
        Description = "Also what did not happen, was threatened, planned or only supposed.",
    };

    /// <param name="command">The command that takes them.</param>
    /// <param name="paged">Whether it gives a page of rows rather than all.</param>
    public FilterOptions(Command command, bool paged = true)
    {
        Option[] options =
        [
            type,
            actor,
            country,
            place,
            from,
            to,
            status,
            killed,
            sources,
            confidence,
            words,
            box,
            asOf,
            all,
        ];
        foreach (var option in options)
            command.Add(option);
        Check(type, country);
        if (!paged)
            return;
        command.Add(limit);
        command.Add(skip);
    }

    public Filter Read(ParseResult parsed) =>
        new()
        {
            Types = [.. parsed.GetValue(type) ?? []],
            Actor = parsed.GetValue(actor),
            Country = parsed.GetValue(country)?.ToUpperInvariant(),
            Place = parsed.GetValue(place),
            From = parsed.GetValue(from),
            To = parsed.GetValue(to),
            Status = parsed.GetValue(status),
            Killed = parsed.GetValue(killed),
            Sources = parsed.GetValue(sources),
            Confidence = parsed.GetValue(confidence),
            Words = parsed.GetValue(words),
            Box = parsed.GetValue(box),
            Limit = parsed.GetResult(limit) is null ? 50 : parsed.GetValue(limit),
            Skip = parsed.GetResult(skip) is null ? 0 : parsed.GetValue(skip),
            AsOf = parsed.GetValue(asOf),
            All = parsed.GetValue(all),
        };

    /// <summary>A type that the table does not have, or a country by its name, would find nothing and not say why.</summary>
    private static void Check(Option<string[]> type, Option<string?> country)
    {
        type.Validators.Add(result =>
        {
            var known = KnowledgeFolder.Default.Table("types.tsv").Rows.Select(row => row["type"]).ToHashSet();
            foreach (var token in result.Tokens)
                if (!known.Contains(token.Value))
                    result.AddError($"\"{token.Value}\" is no type; `annals ask types` lists them.");
        });
        country.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var value }] && !(value.Length == 3 && value.All(char.IsAsciiLetter)))
                result.AddError($"\"{value}\" is no country by its three letters (MLI).");
        });
    }

    private static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName };

    private static Option<int?> AtLeast(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result =>
                int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : Refuse<int?>(result, "is no whole number from 0"),
        };

    private static Option<int> Number(string name, string description, int usual)
    {
        var option = new Option<int>(name)
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => usual,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var value }] && !(int.TryParse(value, out var number) && number >= 0))
                result.AddError($"{name} takes a number from 0, not \"{value}\".");
        });
        return option;
    }

    private static Option<DateOnly?> Day(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "YYYY-MM-DD",
            CustomParser = result =>
                DateOnly.TryParseExact(
                    result.Tokens[0].Value,
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var day
                )
                    ? day
                    : Refuse<DateOnly?>(result, "is no day; write it as 2021-03-31"),
        };

    private static Box? ReadBox(System.CommandLine.Parsing.ArgumentResult result)
    {
        var parts = result.Tokens[0].Value.Split(',');
        var degrees = new double[4];
        for (var i = 0; i < 4; i++)
            if (
                parts.Length != 4
                || !double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out degrees[i])
            )
                return Refuse<Box?>(result, "is no box; write it as south,west,north,east in degrees");
        return new Box(degrees[0], degrees[1], degrees[2], degrees[3]);
    }

    private static DateTimeOffset? ReadMoment(System.CommandLine.Parsing.ArgumentResult result) =>
        Filter.TryReadAsOf(result.Tokens[0].Value, out var moment)
            ? moment
            : Refuse<DateTimeOffset?>(result, "is no time; write it as 2021-03-31 or 2021-03-31T12:00Z");

    private static T? Refuse<T>(System.CommandLine.Parsing.ArgumentResult result, string why)
    {
        result.AddError($"\"{result.Tokens[0].Value}\" {why}.");
        return default;
    }
}
