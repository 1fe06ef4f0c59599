using Wolfictl.Scheduler.Engines;

namespace Wolfictl.Scheduler.Tests.Reconciling;

/// <summary>An engine that runs nothing: it has what it was told to start, until the test says how that ended.</summary>
internal sealed class ScriptedEngine : IJobEngine
{
    private readonly Dictionary<JobKey, JobEnding?> _jobs = [];

    public string Name => "scripted";

    public int Capacity { get; set; } = 1;

    public List<JobSpec> Started { get; } = [];

    public List<JobKey> Stopped { get; } = [];

    public List<JobKey> Forgotten { get; } = [];

    public IReadOnlyList<JobSighting> Seen => [.. _jobs.Select(j => new JobSighting(j.Key, j.Value))];

    public void End(JobKey key, JobEnding ending) => _jobs[key] = ending;

    /// <summary>Something that it has without having been told to.</summary>
    public void Has(JobKey key, JobEnding? ending = null) => _jobs[key] = ending;

    public void Vanish(JobKey key) => _jobs.Remove(key);

    public Task<IReadOnlyList<JobSighting>> ListAsync(CancellationToken cancellationToken) => Task.FromResult(Seen);

    public Task StartAsync(JobSpec spec, CancellationToken cancellationToken)
    {
        Started.Add(spec);
        _jobs.TryAdd(spec.Key, null);
        return Task.CompletedTask;
    }

    public Task StopAsync(JobKey key, CancellationToken cancellationToken)
    {
        Stopped.Add(key);
        return Task.CompletedTask;
    }

    public Task ForgetAsync(JobKey key, CancellationToken cancellationToken)
    {
        Forgotten.Add(key);
        _jobs.Remove(key);
        return Task.CompletedTask;
    }
}
