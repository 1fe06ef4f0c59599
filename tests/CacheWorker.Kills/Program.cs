// A process to be killed: fetches what a list names into a folder. Arguments: FOLDER LIST [ALLOW-HOST…]; each line of LIST is "URI SHA256 [SHA512]".
using Wolfictl.CacheWorker.Fetching;
using Wolfictl.CacheWorker.Storing;

var sources = File.ReadLines(args[1])
    .Select(line => line.Split(' '))
    .Select(words => new SourceToFetch { Uri = words[0], Checksums = SourceChecksums.Create(words[1], words.ElementAtOrDefault(2)) })
    .ToList();
using var store = SourceStore.Open(args[0]);
using var fetcher = new SourceFetcher(store, new FetchOptions { AllowHosts = args[2..], Attempts = 2, FirstWait = TimeSpan.FromMilliseconds(10) });
var results = await fetcher.FetchAsync(sources);
foreach (var result in results)
{
    Console.WriteLine($"{result.Outcome} {result.Source.Uri} {result.Message}");
}

return results.Any(result => result.Outcome == FetchOutcome.Failed) ? 1 : 0;
