using System.Globalization;
using Annals.Answers;

namespace Annals.Tests.Answers;

public sealed class FilterTests
{
    [Theory]
    [InlineData("2021-03-31", "2021-03-31T23:59:59.9999999Z")]
    [InlineData("2021-03-31T12:00Z", "2021-03-31T12:00:00.0000000Z")]
    [InlineData("2021-03-31T12:00:00", "2021-03-31T12:00:00.0000000Z")]
    [InlineData("2021-03-31T12:00:00+02:00", "2021-03-31T10:00:00.0000000Z")]
    [InlineData("12:00", null)]
    [InlineData("March", null)]
    [InlineData("", null)]
    public void As_of_a_day_is_all_of_it_and_as_of_a_time_is_that_moment(string text, string? moment) =>
        Assert.Equal(
            moment,
            Filter.TryReadAsOf(text, out var read)
                ? read.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)
                : null
        );
}
