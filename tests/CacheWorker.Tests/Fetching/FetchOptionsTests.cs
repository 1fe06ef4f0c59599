using Wolfictl.CacheWorker.Fetching;

namespace Wolfictl.CacheWorker.Tests.Fetching;

public sealed class FetchOptionsTests
{
    public static TheoryData<string, FetchOptions> Bad => new()
    {
        { nameof(FetchOptions.Jobs), new FetchOptions { Jobs = 0 } },
        { nameof(FetchOptions.Jobs), new FetchOptions { Jobs = 257 } },
        { nameof(FetchOptions.JobsPerHost), new FetchOptions { JobsPerHost = 0 } },
        { nameof(FetchOptions.MaxBytes), new FetchOptions { MaxBytes = 0 } },
        { nameof(FetchOptions.TotalTime), new FetchOptions { TotalTime = TimeSpan.Zero } },
        { nameof(FetchOptions.IdleTime), new FetchOptions { IdleTime = TimeSpan.FromHours(2) } },
        { nameof(FetchOptions.ConnectTime), new FetchOptions { ConnectTime = Timeout.InfiniteTimeSpan } },
        { nameof(FetchOptions.Attempts), new FetchOptions { Attempts = 21 } },
        { nameof(FetchOptions.FirstWait), new FetchOptions { FirstWait = TimeSpan.FromTicks(-1) } },
        { nameof(FetchOptions.LongestWait), new FetchOptions { LongestWait = TimeSpan.FromDays(1) } },
        { nameof(FetchOptions.LongestRetryAfter), new FetchOptions { LongestRetryAfter = TimeSpan.FromDays(1) } },
        { nameof(FetchOptions.MaxRedirects), new FetchOptions { MaxRedirects = 6 } },
        { nameof(FetchOptions.UserAgent), new FetchOptions { UserAgent = "a\r\nX: y" } },
        { nameof(FetchOptions.Mirrors), new FetchOptions { Mirrors = [new Uri("ftp://mirror.example/")] } },
        { nameof(FetchOptions.Mirrors), new FetchOptions { Mirrors = [new Uri("https://mirror.example/?a")] } },
        { nameof(FetchOptions.Mirrors), new FetchOptions { Mirrors = [new Uri("mirror", UriKind.Relative)] } },
        { nameof(FetchOptions.AllowHosts), new FetchOptions { AllowHosts = ["a b"] } },
    };

    [Fact]
    public void Validate_Defaults_AreGood() => new FetchOptions().Validate();

    [Theory]
    [MemberData(nameof(Bad))]
    public void Validate_OutOfRange_NamesTheKey(string key, FetchOptions options)
    {
        var fault = Assert.Throws<FetchOptionsException>(options.Validate);
        Assert.Equal(key, fault.Key);
        Assert.StartsWith(key, fault.Message, StringComparison.Ordinal);
    }
}
