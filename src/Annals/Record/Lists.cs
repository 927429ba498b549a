using System.Collections.Immutable;

namespace Annals.Record;

internal static class Lists
{
    /// <summary>A key that a line of JSON leaves out is an empty list: the serialiser hands over the default one.</summary>
    public static ImmutableArray<T> OrEmpty<T>(this ImmutableArray<T> list) => list.IsDefault ? [] : list;
}
