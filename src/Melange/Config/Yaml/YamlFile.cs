using System.Buffers;
using System.Text;

namespace Wolfictl.Melange.Config.Yaml;

/// <summary>Opens a file as YAML: bounded, UTF-8 only, nothing that is not text.</summary>
internal static class YamlFile
{
    private const int SmallestSkimmed = 512;
    private const string TabMessage = "invalid tab";
    private static readonly UTF8Encoding Utf8 = new(false, true);

    /// <exception cref="YamlProblemException">The file is not what is read.</exception>
    public static T Read<T>(string path, Func<YamlCursor, T> read)
    {
        // Opening a fifo would wait for a writer; like every empty file it has no length.
        if (new FileInfo(path) is { Exists: true, Length: 0 })
        {
            return Parse([], read);
        }

        // Sharing asks for no lock, which is two system calls a file.
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(handle);
        if (length > YamlLimits.FileBytes)
        {
            throw new YamlProblemException($"The file has {length} bytes; at most {YamlLimits.FileBytes} are read.", 1, 1);
        }

        var bytes = ArrayPool<byte>.Shared.Rent((int)length);
        try
        {
            var filled = 0;
            int count;
            while (filled < length && (count = RandomAccess.Read(handle, bytes.AsSpan(filled, (int)length - filled), filled)) > 0)
            {
                filled += count;
            }

            return Parse(bytes.AsSpan(0, filled), read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <exception cref="YamlProblemException">The text is not what is read.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> bytes, Func<YamlCursor, T> read)
    {
        if (bytes.Length > YamlLimits.FileBytes)
        {
            throw new YamlProblemException($"The file has {bytes.Length} bytes; at most {YamlLimits.FileBytes} are read.", 1, 1);
        }

        if (bytes.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        var nul = bytes.IndexOf((byte)0);
        if (nul >= 0)
        {
            throw At("The file holds a NUL byte: it is not text in UTF-8.", bytes, nul);
        }

        if (bytes.Length < SmallestSkimmed)
        {
            return ParseText(bytes, read);
        }

        var skimmed = ArrayPool<byte>.Shared.Rent(bytes.Length);
        try
        {
            var length = TextSkimmer.Skim(bytes, skimmed);
            return ParseText(skimmed.AsSpan(0, length), read);
        }
        catch (YamlProblemException)
        {
            // What was left out may have mattered after all, and an error is told from the whole.
            return ParseText(bytes, read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(skimmed);
        }
    }

    private static T ParseText<T>(ReadOnlySpan<byte> bytes, Func<YamlCursor, T> read)
    {
        var characters = ArrayPool<char>.Shared.Rent(bytes.Length);
        try
        {
            using var reader = new CharacterReader(characters, Utf8.GetChars(bytes, characters));
            return read(new YamlCursor(reader));
        }
        catch (YamlProblemException e) when (e.Message.Contains(TabMessage, StringComparison.Ordinal) && FindTab(bytes) is var tab and >= 0)
        {
            throw At("A tab indents this line: YAML takes only spaces.", bytes, tab);
        }
        catch (DecoderFallbackException e)
        {
            throw At("The file is not in UTF-8.", bytes, Math.Max(e.Index, 0));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    /// <summary>The parser says that there is a tab, but not where.</summary>
    private static int FindTab(ReadOnlySpan<byte> bytes)
    {
        var isIndentation = true;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == (byte)'\t' && isIndentation)
            {
                return i;
            }

            isIndentation = bytes[i] is (byte)'\n' or (byte)'\r' || (isIndentation && bytes[i] == (byte)' ');
        }

        return -1;
    }

    private static YamlProblemException At(string message, ReadOnlySpan<byte> bytes, int index)
    {
        var before = bytes[..Math.Min(index, bytes.Length)];
        return new YamlProblemException(message, before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
    }
}
