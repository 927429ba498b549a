namespace Annals.Tests.Structure;

/// <summary>A room knows only the rooms above it: page -> article -> sentences -> reports -> events -> answers.</summary>
public sealed class RoomTests
{
    // Reading knows nothing of language: an article is the same article in whatever language it is written.
    private static readonly Dictionary<string, string[]> Above = new(StringComparer.Ordinal)
    {
        ["Record"] = [],
        ["Knowledge"] = ["Record"],
        ["Reading"] = ["Record", "Knowledge"],
        ["Language"] = ["Record", "Knowledge"],
        ["Places"] = ["Record", "Knowledge", "Language"],
        ["Coding"] = ["Record", "Knowledge", "Language", "Places"],
        ["Linking"] = ["Record", "Knowledge"],
        ["Answers"] = ["Record", "Knowledge", "Linking"],
        ["Exchange"] = ["Record", "Knowledge", "Answers"],
    };

    public static TheoryData<string> Rooms() =>
        [
            .. Directory
                .GetDirectories(Repository.File("src", "Annals"))
                .Select(Path.GetFileName)
                .OfType<string>()
                .Order(),
        ];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_knows_only_rooms_above_it(string room)
    {
        var known = Assert.Contains(room, (IDictionary<string, string[]>)Above);
        var wrong = Repository
            .Sources("src", "Annals", room)
            .SelectMany(file => UsedRooms(file).Select(used => (File: Path.GetFileName(file), Used: used)))
            .Where(use => use.Used != room && !known.Contains(use.Used))
            .Select(use => $"{room}/{use.File} uses Annals.{use.Used}");
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_core_knows_no_door_and_no_database()
    {
        string[] forbidden =
        [
            "Annals.Store",
            "Annals.Cli",
            "Annals.Web",
            "Microsoft.Data",
            "Npgsql",
            "System.CommandLine",
            "System.Net.Http",
        ];
        var wrong = Repository
            .Sources("src", "Annals")
            .SelectMany(File.ReadLines)
            .Where(line => forbidden.Any(name => line.StartsWith($"using {name}", StringComparison.Ordinal)));
        Assert.Empty(wrong);
    }

    [Fact]
    public void No_source_file_has_grown_beyond_a_readers_patience()
    {
        var long_ = Repository
            .Sources("src")
            .Where(file => File.ReadLines(file).Count() > 600)
            .Select(Path.GetFileName);
        Assert.Empty(long_);
    }

    private static IEnumerable<string> UsedRooms(string file) =>
        File.ReadLines(file)
            .Where(line => line.StartsWith("using ", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ', ';', '='))
            .Where(word => word.StartsWith("Annals.", StringComparison.Ordinal))
            .Select(word => word.Split('.')[1])
            .Where(Above.ContainsKey)
            .Distinct();
}
