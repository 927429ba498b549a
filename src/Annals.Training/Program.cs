using System.CommandLine;
using Annals.Training;

var treebanks = new Option<DirectoryInfo>("--treebanks") { Required = true, Description = "folder with *_train*.conllu(.gz)" };
var output = new Option<FileInfo>("--out") { Required = true, Description = "the model file to write" };
var english = new Command("english", "Trains the English model.") { treebanks, output };
english.SetAction(arguments =>
{
    // The part of GUM under a non-commercial licence stays out of whatever ships.
    string[] names = ["ewt_train.conllu.gz", "gum_train_open.conllu.gz"];
    var folder = arguments.GetRequiredValue(treebanks).FullName;
    var documents = names.SelectMany(name => Treebank.Read(Path.Combine(folder, name))).ToList();
    new Trainer(documents, new TrainingPlan()).Train().Write(arguments.GetRequiredValue(output).FullName);
});
return new RootCommand("Trains what Annals ships, from treebanks.") { english }.Parse(args).Invoke();
