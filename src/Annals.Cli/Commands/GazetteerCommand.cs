using System.CommandLine;
using System.Globalization;
using Annals.Cli.Working;
using Annals.Knowledge;
using Annals.Places;
using Annals.Places.Importing;
using Annals.Reading;

namespace Annals.Cli.Commands;

/// <summary>`annals gazetteer`: what places are known by a name, and adding GeoNames' dumps to them.</summary>
internal static class GazetteerCommand
{
    private const int MostShown = 20;

    public static Command Create(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "gazetteer",
            "Looks names up, and adds GeoNames' dumps to the places that are known.",
            "annals gazetteer find Qusayr",
            "annals gazetteer import LB.zip --output lebanon.bin"
        );
        command.Add(CreateFind(terminal));
        command.Add(CreateImport(terminal));
        return command;
    }

    private static ExemplifiedCommand CreateFind(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "find",
            "Lists the places that bear a name, the best known first: name, feature, country, division, people, point, GeoNames id.",
            "annals gazetteer find Qusayr",
            "annals gazetteer find القصير"
        );
        var name = new Argument<string[]>("NAME")
        {
            Description = "The name, in any script.",
            Arity = ArgumentArity.OneOrMore,
        };
        command.Add(name);
        command.SetAction(parsed =>
        {
            using var job = new Job(terminal, null, progress: false);
            using var gazetteer = Gazetteer.Open(Geocoder.GazetteerOf(KnowledgeFolder.Default));
            var asked = string.Join(' ', parsed.GetValue(name)!);
            var numbers = gazetteer.NumbersOf(asked);
            foreach (var number in numbers.Take(MostShown))
                job.Write(Line(gazetteer[number]));
            if (numbers.Count == 0)
                throw new MissingException($"no place is called \"{asked}\"");
            if (numbers.Count > MostShown)
                job.Note($"... and {numbers.Count - MostShown} more");
            return job.Finish();
        });
        return command;
    }

    private static string Line(GazetteerPlace place)
    {
        var point = place.HasPoint
            ? string.Create(CultureInfo.InvariantCulture, $"{place.Lat:0.#####},{place.Lon:0.#####}")
            : "no point";
        return string.Join(
            '\t',
            place.Name,
            place.Feature.Split(' ')[0],
            place.Iso3 ?? "-",
            place.Admin1Name ?? "-",
            place.Population.ToString(CultureInfo.InvariantCulture),
            point,
            place.Geonames?.ToString(CultureInfo.InvariantCulture) ?? "-"
        );
    }

    private static ExemplifiedCommand CreateImport(Terminal terminal)
    {
        var command = new ExemplifiedCommand(
            "import",
            "Adds GeoNames' dumps (allCountries.zip or a country's, alternateNamesV2.zip, admin1CodesASCII.txt, admin2Codes.txt, countryInfo.txt) to the places that are known; a run that was stopped goes on where it was.",
            "annals gazetteer import LB.zip --output lebanon.bin",
            "annals gazetteer import allCountries.zip alternateNamesV2.zip --output world.bin --progress"
        );
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Dumps as GeoNames offers them: zip, gzip or text.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = "Write the gazetteer to this file; ANNALS_GAZETTEER then names it for every command.",
            HelpName = "FILE",
            Required = true,
        };
        var progress = new Option<bool>("--progress")
        {
            Description = "Say on standard error how far the work is, also where nobody watches.",
        };
        command.Add(paths);
        command.Add(output);
        command.Add(progress);
        command.SetAction(parsed =>
        {
            using var job = new Job(terminal, null, parsed.GetValue(progress));
            var import = new GazetteerImport(
                KnowledgeFolder.Default,
                KnowledgeFolder.Default.File("gazetteer.bin"),
                parsed.GetValue(output)!
            )
            {
                Progress = so => job.Progress.Set("rows", so.Rows),
                Complain = (file, line, cause) => job.Complain(new Problem(file, (int)line, cause)),
            };
            var result = import.Run(parsed.GetValue(paths)!);
            if (result.WasResumed)
                job.Note("went on where an earlier run was stopped");
            job.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{result.Rows} rows, {result.Broken} of them broken; {result.Places} places and {result.Names} names in {parsed.GetValue(output)}"
                )
            );
            return job.Finish();
        });
        return command;
    }
}
