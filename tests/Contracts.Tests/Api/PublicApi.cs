using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Wolfictl.Contracts.Tests.Api;

/// <summary>The public types and members of an assembly, one a line, without what the compiler adds to records.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string[] Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal).SelectMany(t => Members(t).Order(StringComparer.Ordinal).Prepend(Head(t)))];

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(n => $"{Name(type)}.{n} = {Convert.ToInt32(Enum.Parse(type, n), null)}");
        }

        // Of a source-generated context the types in it are the contract; they are listed as such.
        if (typeof(JsonSerializerContext).IsAssignableFrom(type))
        {
            return type.GetCustomAttributesData().Where(a => a.AttributeType == typeof(JsonSerializableAttribute)).Select(a => $"{Name(type)} knows {Name((Type)a.ConstructorArguments[0].Value!)}");
        }

        var properties = type.GetProperties(Declared).Select(p => $"{Name(type)}.{p.Name}: {(p.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "")}{TypeOf(p)} {Accessors(p)}");
        var methods = type.GetMethods(Declared)
            .Where(m => !m.IsSpecialName && !m.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Select(m => $"{Name(type)}.{m.Name}({Parameters(m)}): {Name(m.ReturnType)}");
        var constructors = type.GetConstructors(Declared).Where(c => c.GetParameters().Length > 0).Select(c => $"{Name(type)}({Parameters(c)})");
        return [.. constructors, .. properties, .. methods];
    }

    private static string Head(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : type.IsAbstract && type.IsSealed ? "static class" : "class";
        var interfaces = type.IsEnum ? [] : type.GetInterfaces().Where(i => i.Namespace == "System" && i.IsGenericType).Select(Name).Order(StringComparer.Ordinal).ToArray();
        return $"{kind} {type.Namespace}.{Name(type)}{(interfaces.Length > 0 ? $" : {string.Join(", ", interfaces)}" : "")}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p => $"{(p.IsOut ? "out " : p.ParameterType.IsByRef ? "ref " : "")}{Name(p.ParameterType)}"));

    private static string Accessors(PropertyInfo property) =>
        property.SetMethod is not { IsPublic: true } setter ? "{ get; }"
        : setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "{ get; init; }" : "{ get; set; }";

    private static string TypeOf(PropertyInfo property)
    {
        var nullable = !property.PropertyType.IsValueType && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
        return Name(property.PropertyType) + (nullable ? "?" : "");
    }

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return $"{Name(underlying)}?";
        }

        return type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;
    }
}
