#:project ../src/Melange/Wolfictl.Melange.csproj
#:property PublishAot=false
#:property EnforceCodeStyleInBuild=false
#:property GenerateDocumentationFile=false
#:property RestorePackagesWithLockFile=false

using Wolfictl.Melange.Config.Pipelines;

File.WriteAllText(args[1], BuiltinPipelines.Describe(args[0]));
