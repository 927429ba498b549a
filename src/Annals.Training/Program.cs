using System.CommandLine;
using Annals.Knowledge;
using Annals.Training;
using Annals.Training.Confidence;
using Annals.Training.Gazetteer;
using Annals.Training.Geocoding;
using Annals.Training.Linking;

var treebanks = new Option<DirectoryInfo>("--treebanks")
{
    Required = true,
    Description = "folder with *_train*.conllu(.gz)",
};
var words = new Option<FileInfo>("--words")
{
    DefaultValueFactory = _ => new FileInfo("data/english/lexicon.tsv"),
    Description = "words and the kinds that they can be; irregular.tsv, firstnames.tsv and surnames.tsv lie beside it",
};
var output = new Option<FileInfo>("--out") { Required = true, Description = "the model file to write" };
var english = new Command("english", "Trains the English model.") { treebanks, words, output };
english.SetAction(arguments =>
{
    // The part of GUM under a non-commercial licence stays out of whatever ships.
    var folder = arguments.GetRequiredValue(treebanks).FullName;
    List<GoldDocument> documents =
    [
        .. Treebank.Read(Path.Combine(folder, "ewt_train.conllu.gz"), votes: 3),
        .. Treebank.Read(Path.Combine(folder, "gum_train_open.conllu.gz"), votes: 1),
    ];
    var file = arguments.GetRequiredValue(words);
    string Beside(string name) => Path.Combine(file.DirectoryName!, name);
    var vocabulary = Vocabulary.Read(
        file.FullName,
        Irregulars.Read(Beside("irregular.tsv")),
        Table.Read(Beside("firstnames.tsv")),
        Table.Read(Beside("surnames.tsv"))
    );
    new Trainer(documents, vocabulary, new TrainingPlan()).Train().Write(arguments.GetRequiredValue(output).FullName);
});

var cities = new Option<FileInfo>("--cities") { Required = true, Description = "GeoNames' cities500.txt" };
var admin1 = new Option<FileInfo>("--admin1") { Required = true, Description = "names of first divisions, JSON" };
var admin2 = new Option<FileInfo>("--admin2") { Required = true, Description = "names of second divisions, JSON" };
var data = new Option<DirectoryInfo>("--data") { Required = true, Description = "the folder of knowledge files" };
var polygons = new Option<FileInfo>("--polygons")
{
    Required = true,
    Description = "Natural Earth's states and provinces, GeoPackage",
};
var codes = new Option<FileInfo>("--codes") { Required = true, Description = "ISO 3166-2 with GeoNames' ids, JSON" };
var gazetteer = new Command("gazetteer", "Compiles the gazetteer.")
{
    cities,
    admin1,
    admin2,
    polygons,
    codes,
    data,
    output,
};
gazetteer.SetAction(arguments =>
    GazetteerCompiler.Compile(
        new KnowledgeFolder(arguments.GetRequiredValue(data).FullName),
        new GazetteerSources(
            arguments.GetRequiredValue(cities).FullName,
            arguments.GetRequiredValue(admin1).FullName,
            arguments.GetRequiredValue(admin2).FullName,
            arguments.GetRequiredValue(polygons).FullName,
            arguments.GetRequiredValue(codes).FullName
        ),
        arguments.GetRequiredValue(output).FullName
    )
);
var shared = new Option<DirectoryInfo>("--sets") { Required = true, Description = "folder with ner/ and geonames/" };
var names = new Command("names", "Trains the finder of names.") { data, shared, output };
names.SetAction(arguments =>
    new NameTrainer(new(arguments.GetRequiredValue(data).FullName), arguments.GetRequiredValue(shared).FullName)
        .Train()
        .Write(arguments.GetRequiredValue(output).FullName)
);
var geoparsing = new Option<FileInfo[]>("--gold")
{
    Required = true,
    Description = "geoparsing sets, JSON Lines",
    AllowMultipleArgumentsPerToken = true,
};
var places = new Command("places", "Fits the weights of data/places/weights.tsv.") { data, geoparsing };
places.SetAction(arguments =>
    new PlaceWeightTrainer(
        arguments.GetRequiredValue(data).FullName,
        arguments.GetRequiredValue(geoparsing).Select(file => file.FullName)
    ).Train(Console.Out)
);
var coded = new Option<string[]>("--coded")
{
    Required = true,
    AllowMultipleArgumentsPerToken = true,
    Description = "articles, reports and events of MUC-4's texts",
};
var keys = new Option<string[]>("--keys")
{
    Required = true,
    AllowMultipleArgumentsPerToken = true,
    Description = "MUC-4's keys of the same texts",
};
var muc4 = new Command("muc4-weights", "Fits the weights of the MUC-4 export.") { data, coded, keys, output };
muc4.SetAction(arguments =>
    new Muc4WeightFitter(new KnowledgeFolder(arguments.GetRequiredValue(data).FullName)).Fit(
        arguments.GetRequiredValue(coded),
        arguments.GetRequiredValue(keys),
        arguments.GetRequiredValue(output).FullName
    )
);
var incidents = new Option<string[]>("--incidents")
{
    Required = true,
    AllowMultipleArgumentsPerToken = true,
    Description = "bases of incidents with texts, JSON Lines; the half that no rule was written from is taken",
};
var cases = new Option<string[]>("--cases")
{
    Required = true,
    AllowMultipleArgumentsPerToken = true,
    Description = "behavioural cases that no rule was written from",
};
var picture = new Option<string?>("--picture") { Description = "where the reliability plot goes, SVG" };
var measure = new Option<bool>("--measure") { Description = "fit nothing: measure the weights that there are" };
var confidence = new Command("confidence", "Fits the weights of data/coding/sureness.tsv, in place.")
{
    data,
    incidents,
    cases,
    picture,
    measure,
};
confidence.SetAction(arguments =>
{
    var command = new ConfidenceCommand(
        arguments.GetRequiredValue(data).FullName,
        arguments.GetRequiredValue(incidents),
        arguments.GetRequiredValue(cases)
    );
    if (arguments.GetValue(measure))
        command.Measure(Console.Out);
    else
        command.Fit(arguments.GetValue(picture), Console.Out);
});
var labelled = new Option<string[]>("--articles")
{
    Required = true,
    AllowMultipleArgumentsPerToken = true,
    Description = "articles, each with the label of its happening, JSON Lines",
};
var pull = new Option<double>("--pull")
{
    DefaultValueFactory = _ => 4,
    Description = "how strongly weights are drawn to those of the file",
};
var write = new Option<bool>("--write") { Description = "write the weights that all articles give" };
var explainLinks = new Option<bool>("--explain")
{
    Description = "fit nothing: list the pairs that are wrong, with the reasons",
};
var linking = new Command("linking", "Fits the weights of data/linking/weights.tsv and says what they would be worth.")
{
    data,
    labelled,
    pull,
    write,
    explainLinks,
};
linking.SetAction(arguments =>
{
    var command = new LinkingCommand(
        arguments.GetRequiredValue(data).FullName,
        arguments.GetRequiredValue(labelled),
        arguments.GetValue(pull)
    );
    if (arguments.GetValue(explainLinks))
        command.Explain(Console.Out);
    else
        command.Run(arguments.GetValue(write), Console.Out);
});
return new RootCommand("Trains what Annals ships, from treebanks and open tables.")
{
    english,
    gazetteer,
    names,
    places,
    muc4,
    confidence,
    linking,
}
    .Parse(args)
    .Invoke();
