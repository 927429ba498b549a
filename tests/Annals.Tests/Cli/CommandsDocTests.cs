using System.CommandLine;
using Annals.Cli;
using Annals.Tests.Structure;

namespace Annals.Tests.Cli;

/// <summary>docs/commands.md and the program say the same.</summary>
public sealed class CommandsDocTests
{
    private static readonly string[] Doc = File.ReadAllLines(Repository.File("docs", "commands.md"));
    private static readonly Terminal Nowhere = new()
    {
        Input = Stream.Null,
        Output = Stream.Null,
        Error = TextWriter.Null,
    };

    public static TheoryData<string> Commands() => [.. All(CommandLine.Root(Nowhere)).Select(CommandLine.NameOf)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_has_its_section_and_every_option_stands_there(string name)
    {
        var command = All(CommandLine.Root(Nowhere)).Single(one => CommandLine.NameOf(one) == name);
        var section = name == "annals" ? Doc : SectionOf(name);
        Assert.NotEmpty(section);
        Assert.Contains(section, line => line.Contains($"annals", StringComparison.Ordinal));
        foreach (var option in command.Options.Where(option => option.Name is not "--help" and not "--version"))
            Assert.True(Says(section, option.Name), $"{name} {option.Name} is not in docs/commands.md");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_says_what_it_does_and_shows_examples(string name)
    {
        var help = Run.Of([.. name.Split(' ').Skip(1), "--help"]);
        Assert.Equal(CommandLine.Done, help.Code);
        Assert.Contains("Examples:", help.Output, StringComparison.Ordinal);
        Assert.Contains($"  {name}", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_doc_names_no_option_that_no_command_has()
    {
        var known = All(CommandLine.Root(Nowhere))
            .SelectMany(command => command.Options)
            .SelectMany(option => option.Aliases.Append(option.Name))
            .ToHashSet(StringComparer.Ordinal);
        var named = Doc.SelectMany(line => line.Split(' ', '`', ',', '.', ':', '(', ')', ';', '|', '['))
            .Where(word =>
                word.StartsWith("--", StringComparison.Ordinal) && word.Length > 2 && char.IsAsciiLetter(word[2])
            );
        Assert.Empty(named.Where(word => !known.Contains(word)).Distinct());
    }

    // The questions of `annals ask` share their filters, which stand once, in the section above theirs.
    private static string[] SectionOf(string name)
    {
        var parent = name.StartsWith("annals ask ", StringComparison.Ordinal) ? "annals ask" : null;
        return [.. Section(name), .. parent is null ? [] : Section(parent)];
    }

    private static IEnumerable<string> Section(string name) =>
        Doc.SkipWhile(line => line.TrimStart('#').Trim() != name || !line.StartsWith('#'))
            .Take(1)
            .Concat(
                Doc.SkipWhile(line => line.TrimStart('#').Trim() != name || !line.StartsWith('#'))
                    .Skip(1)
                    .TakeWhile(line => !line.StartsWith('#'))
            );

    private static bool Says(string[] section, string option) =>
        section.Any(line => line.Split(' ', '`', ',', '.', ':', '(', ')').Contains(option));

    private static IEnumerable<Command> All(Command command) => [command, .. command.Subcommands.SelectMany(All)];
}
