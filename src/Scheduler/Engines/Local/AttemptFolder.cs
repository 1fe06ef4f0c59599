using System.Text.Json;
using Wolfictl.Contracts;

namespace Wolfictl.Scheduler.Engines.Local;

/// <summary>The scratch folder of one attempt: the workspace, the cache, keys, a home and a folder for temporary files; and the record beside them.</summary>
internal sealed class AttemptFolder
{
    private AttemptFolder(JobKey job, string path)
    {
        Job = job;
        Root = path;
    }

    public JobKey Job { get; }

    public string Root { get; }

    public string Workspace => Path.Combine(Root, "workspace");

    public string Cache => Path.Combine(Root, "cache");

    public string Keys => Path.Combine(Root, "keys");

    public string Home => Path.Combine(Root, "home");

    public string Temporary => Path.Combine(Root, "tmp");

    private string RecordFile => Path.Combine(Root, "attempt.json");

    /// <summary>Makes the folder; what a failed try left there is removed first.</summary>
    public static AttemptFolder Create(string parent, JobKey job)
    {
        var folder = new AttemptFolder(job, Path.Combine(parent, job.ToString()));
        folder.Delete();
        foreach (var path in new[] { folder.Workspace, folder.Cache, folder.Home, folder.Temporary })
        {
            Directory.CreateDirectory(path);
        }

        Directory.CreateDirectory(folder.Keys, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        folder.Write(null, null);
        return folder;
    }

    /// <summary>The folders that are there, with what their records say.</summary>
    public static IEnumerable<(AttemptFolder Folder, AttemptRecord Record)> List(string parent)
    {
        foreach (var path in Directory.Exists(parent) ? Directory.EnumerateDirectories(parent) : [])
        {
            if (Read(Path.Combine(path, "attempt.json")) is { } record
                && BuildId.TryParse(record.Build, null, out var build)
                && Architectures.TryParse(record.Architecture, out var architecture))
            {
                yield return (new AttemptFolder(new JobKey(build, architecture, record.Attempt), path), record);
            }
        }
    }

    /// <summary>Records the session's leader.</summary>
    public void Write(int? session, ulong? startTime)
    {
        var record = new AttemptRecord
        {
            Build = Job.Build.ToString(),
            Architecture = Job.Architecture.MelangeName(),
            Attempt = Job.Attempt,
            Session = session,
            StartTime = startTime,
        };
        var temporary = RecordFile + ".new";
        File.WriteAllText(temporary, JsonSerializer.Serialize(record, AttemptJson.Default.AttemptRecord));
        File.Move(temporary, RecordFile, overwrite: true);
    }

    /// <summary>Removes the folder.</summary>
    public void Delete() => ScratchFolder.Delete(Root);

    private static AttemptRecord? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), AttemptJson.Default.AttemptRecord);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }
}
