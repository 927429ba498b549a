using System.CommandLine;

namespace Annals.Cli.Working;

/// <summary>Which store is meant.</summary>
internal static class StoreOption
{
    public const string Default = "annals.db";

    public static Option<string> Create() =>
        new("--store")
        {
            Description = "The store: a file (SQLite), postgres://user@host/database, or Npgsql keywords.",
            HelpName = "STORE",
            DefaultValueFactory = _ => Default,
        };
}
