using System.Text.Json;
using Wolfictl.Contracts;
using Wolfictl.GoogleCloud;
using Wolfictl.Hosting.CommandLine;
using Wolfictl.Hosting.Messaging;
using Wolfictl.Oci;
using Wolfictl.Scheduler;
using Wolfictl.Scheduler.Builds.Planning;
using Wolfictl.Submitter.Embedded;
using Wolfictl.Submitter.Planning;
using Wolfictl.Submitter.Terminals;
using Wolfictl.Submitter.Waiting;

namespace Wolfictl.Submitter.Submitting;

/// <summary>One call of <c>submit</c>: plan, bundle, publish, and follow the build if asked to.</summary>
internal sealed class Submission(SubmitOptions asked, Streams streams, TimeProvider clock)
{
    /// <summary>Runs it; gives the exit status.</summary>
    /// <param name="interrupts">Ctrl-C.</param>
    public async Task<int> RunAsync(Interrupts interrupts)
    {
        var interrupted = interrupts.Token;
        IReadOnlyList<Architecture> otherwise = asked.Broker is null ? [Architectures.OfThisMachine] : Architectures.All;
        var planned = asked.Bundle is null ? await DirectoryPlan.ReadAsync(asked.Plan, otherwise, interrupted).ConfigureAwait(false) : null;
        var options = planned is null ? asked : asked with { Plan = planned.Options };
        if (options.DryRun)
        {
            WritePlan(planned!, options.Format);
            return ExitCodes.Done;
        }

        if (options.Broker is null)
        {
            EmbeddedRequirements.Check(planned!);
        }

        if (planned is not null && options.Format == OutputFormat.Text)
        {
            PlanText.WriteShort(streams.Diagnostics, planned.Plan);
        }

        var id = RequestId.New(clock);
        return options.Broker is { } broker
            ? await ToQueueAsync(id, options, planned, broker, interrupted).ConfigureAwait(false)
            : await EmbeddedAsync(id, options, planned!, interrupts).ConfigureAwait(false);
    }

    private async Task<int> EmbeddedAsync(RequestId id, SubmitOptions options, DirectoryPlan planned, Interrupts interrupts)
    {
        var interrupted = interrupts.Token;
        var output = options.Out ?? Path.Combine(options.Plan.Directory, "packages");
        await RunFolder.CloseAbandonedAsync(clock, streams.Diagnostics, interrupted).ConfigureAwait(false);
        using var folder = await RunFolder.CreateAsync(id, clock).ConfigureAwait(false);
        interrupts.AtOnce = () => AbandonedBuilds.KillAsync(folder.Options(), clock).Wait(TimeSpan.FromSeconds(5));
        using var repositories = CloudRegistries.Connect();
        var (bundle, _, _) = await BundleMaker.BundleAsync(options.Plan.Directory, options.Plan.Packages, repositories, folder.Repository, below: null, interrupted).ConfigureAwait(false);
        OutputFetch.Prepare(output);
        WriteId(id, options);
        using var status = new StatusLine(streams, clock);
        var progress = new BuildProgress(status);
        BuildCompleted completed;
        var scheduler = await EmbeddedScheduler.StartAsync(folder, options.Cache == CacheMode.Off ? null : options.Fetch, progress.OnLogLine).ConfigureAwait(false);
        await using (scheduler.ConfigureAwait(false))
        {
            IReadOnlyList<Architecture> architectures = [.. planned.Plan.Architectures.Select(a => Architectures.Parse(a.Architecture))];
            var cache = RequestFactory.CreateCache(options, bundle, folder.Repository, architectures, clock);
            if (cache is not null)
            {
                await scheduler.Publisher.PublishAsync(OutgoingMessage.Of(cache), CancellationToken.None).ConfigureAwait(false);
            }

            var jobs = DirectoryPlanning.ToJobs(planned.Plan, planned.Distribution);
            var request = RequestFactory.Create(id, options, bundle, cache, jobs, clock.GetUtcNow()) with { Architectures = architectures };
            await scheduler.Publisher.PublishAsync(OutgoingMessage.Of(request), CancellationToken.None).ConfigureAwait(false);
            var wait = new BuildWait(scheduler.Events, progress);
            completed = await wait.ToEndAsync(id, scheduler.CancelAsync, interrupted).ConfigureAwait(false);
        }

        status.Dispose();
        return await FetchAndReportAsync(id, bundle, options, completed, repositories, output, interrupted.IsCancellationRequested, folder.Finish).ConfigureAwait(false);
    }

    private async Task<int> ToQueueAsync(RequestId id, SubmitOptions options, DirectoryPlan? planned, BrokerUri broker, CancellationToken interrupted)
    {
        using var repositories = CloudRegistries.Connect(options.PlainHttp);
        var publisher = new RabbitMqPublisher(broker, "wolfictl submit");
        await using var publishing = publisher.ConfigureAwait(false);
        var bundle = options.Bundle
            ?? (await BundleMaker.BundleAsync(options.Plan.Directory, options.Plan.Packages, repositories, options.BundleRepository!, options.BundleBase, interrupted).ConfigureAwait(false)).Reference;
        if (options.Out is { } output)
        {
            OutputFetch.Prepare(output);
        }

        var plans = planned is null ? [] : DirectoryPlanning.ToJobs(planned.Plan, planned.Distribution);
        var cache = RequestFactory.CreateCache(options, bundle, options.BundleRepository!, options.Plan.Architectures, clock);
        if (cache is not null)
        {
            await QueuePublishing.PublishAsync(publisher, OutgoingMessage.Of(cache), broker, interrupted).ConfigureAwait(false);
        }

        var message = OutgoingMessage.Of(RequestFactory.Create(id, options, bundle, cache, plans, clock.GetUtcNow()));
        if (!options.Wait)
        {
            await QueuePublishing.PublishAsync(publisher, message, broker, interrupted).ConfigureAwait(false);
            WriteId(id, options);
            if (options.Format == OutputFormat.Json)
            {
                WriteJson(new SubmitReport { RequestId = id, SourceBundle = bundle });
            }

            return ExitCodes.Done;
        }

        using var status = new StatusLine(streams, clock);
        var progress = new BuildProgress(status);
        var events = await QueueEvents.SubscribeAsync(broker, id, publisher, message, status, clock, interrupted).ConfigureAwait(false);
        await using var subscription = events.ConfigureAwait(false);
        WriteId(id, options);
        var completed = await new BuildWait(events, progress).ToEndAsync(
            id,
            () => options.CancelOnInterrupt ? CancelAsync(id, publisher, broker) : throw Detached(id),
            interrupted).ConfigureAwait(false);
        status.Dispose();
        return await FetchAndReportAsync(id, bundle, options, completed, repositories, options.Out, interrupted.IsCancellationRequested).ConfigureAwait(false);
    }

    /// <summary>What the build came to is told in any case, also where its outputs can't be fetched.</summary>
    private async Task<int> FetchAndReportAsync(
        RequestId id,
        DigestReference bundle,
        SubmitOptions options,
        BuildCompleted completed,
        OciRepositories repositories,
        string? output,
        bool interrupted,
        Action? fetched = null)
    {
        try
        {
            var files = output is null ? null : await OutputFetch.FetchAsync(completed, repositories, output, CancellationToken.None).ConfigureAwait(false);
            fetched?.Invoke();
            return Report(id, bundle, options, completed, files, interrupted);
        }
        catch (Exception e) when (e is OciException or IOException or UnauthorizedAccessException)
        {
            Report(id, bundle, options, completed, files: null, interrupted);
            throw new CommandException(ExitCodes.Failed, $"the outputs could not be fetched to {output}; they stay where the lines above say. {e.Message}", e);
        }
    }

    private async Task CancelAsync(RequestId id, RabbitMqPublisher publisher, BrokerUri broker)
    {
        var cancel = new BuildCancelRequested { RequestId = id, RequestedAt = clock.GetUtcNow(), Reason = "interrupted at the submitter" };
        await QueuePublishing.PublishAsync(publisher, OutgoingMessage.Of(cancel), broker, CancellationToken.None).ConfigureAwait(false);
    }

    private static CommandException Detached(RequestId id) => new(
        ExitCodes.Interrupted,
        $"left; the build goes on. To withdraw it, with the same --queue or {QueueOption.Variable}: wolfictl cancel {id}");

    private void WritePlan(DirectoryPlan planned, OutputFormat format)
    {
        if (format == OutputFormat.Json)
        {
            streams.Results.WriteLine(JsonSerializer.Serialize(PlanReport.Of(planned.Plan), SubmitterJson.Default.PlanReport));
        }
        else
        {
            PlanText.Write(streams.Results, planned.Plan);
        }
    }

    private void WriteId(RequestId id, SubmitOptions options)
    {
        if (options.Format == OutputFormat.Text)
        {
            streams.Results.WriteLine(id);
            streams.Results.Flush();
        }
    }

    private int Report(RequestId id, DigestReference bundle, SubmitOptions options, BuildCompleted completed, IReadOnlyList<string>? files, bool interrupted)
    {
        if (options.Format == OutputFormat.Json)
        {
            WriteJson(new SubmitReport { RequestId = id, SourceBundle = bundle, Completed = completed, Files = files });
        }
        else
        {
            CompletionText.Write(streams.Results, completed, files);
        }

        return completed.Outcome switch
        {
            BuildOutcome.Succeeded => ExitCodes.Done,
            BuildOutcome.Cancelled when interrupted => ExitCodes.Interrupted,
            _ => ExitCodes.Failed,
        };
    }

    private void WriteJson(SubmitReport report) => streams.Results.WriteLine(JsonSerializer.Serialize(report, SubmitterJson.Default.SubmitReport));
}
