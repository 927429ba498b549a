using System.Text.Json;
using Annals.Knowledge;
using Annals.Store;

namespace Annals.Cli.Working;

/// <summary>Arguments that parse but cannot be used together, or name what is not there.</summary>
public sealed class UnusableException(string message) : Exception(message);

/// <summary>Asked for something that the record does not hold.</summary>
public sealed class MissingException(string message) : Exception(message);

/// <summary>What went wrong outside us, in words for the one who called. Our own mistakes are not among them.</summary>
internal static class Causes
{
    /// <summary>The cause; "" where the reader of our output went away; null for a fault of the program.</summary>
    public static string? Of(Exception failure) =>
        failure switch
        {
            AggregateException { InnerExceptions: [var only] } => Of(only),
            UnusableException or MissingException or KnowledgeException or StoreException => failure.Message,
            FileNotFoundException or DirectoryNotFoundException => failure.Message,
            UnauthorizedAccessException => failure.Message,
            IOException broken when IsBrokenPipe(broken) => "",
            IOException => failure.Message,
            JsonException or InvalidDataException => failure.Message,
            _ => null,
        };

    // EPIPE on Unix, ERROR_BROKEN_PIPE and ERROR_NO_DATA on Windows: `annals code x | head` is no fault.
    private static bool IsBrokenPipe(IOException failure) =>
        failure.HResult is 32 or unchecked((int)0x8007006D) or unchecked((int)0x800700E8);
}
