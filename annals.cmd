@echo off
rem Runs the command line of Annals: builds it where it is missing or older than its sources, then runs it.
setlocal
set "here=%~dp0"
set "out=%here%artifacts\annals"
set "built=%here%artifacts\annals.sources"
rem robocopy only lists (/L): bit 1 of its answer says that a source is newer than the copy taken at the last build.
if not exist "%out%\Annals.Cli.dll" goto build
robocopy "%here%src" "%built%" *.cs *.csproj /S /L /XO /NJH /NJS /NDL /NFL /NC /NS >nul
set /a "changed=%errorlevel% & 1"
if %changed%==0 goto run
:build
where dotnet >nul 2>nul || (echo annals: the .NET 10 SDK is needed to build 1>&2 & exit /b 2)
echo annals: building ^(once, a minute or two^) ... 1>&2
set "rid=win-x64"
if /i "%PROCESSOR_ARCHITECTURE%"=="ARM64" set "rid=win-arm64"
robocopy "%here%src" "%built%" *.cs *.csproj /MIR /NJH /NJS /NDL /NFL /NC /NS >nul
dotnet publish "%here%src\Annals.Cli\Annals.Cli.csproj" -c Release -o "%out%" -r %rid% --self-contained false -v quiet -nologo -p:RunAnalyzers=false -p:PublishReadyToRun=true 1>&2
if errorlevel 1 (
  dotnet publish "%here%src\Annals.Cli\Annals.Cli.csproj" -c Release -o "%out%" -r %rid% --self-contained false -v quiet -nologo -p:RunAnalyzers=false -p:PublishReadyToRun=false 1>&2
  if errorlevel 1 (rmdir /s /q "%built%" & echo annals: the build failed 1>&2 & exit /b 2)
)
dotnet publish "%here%src\Annals.Web\Annals.Web.csproj" -c Release -o "%out%\web" -r %rid% --self-contained false -v quiet -nologo -p:RunAnalyzers=false 1>&2
:run
if not defined ANNALS_DATA set "ANNALS_DATA=%here%data"
dotnet "%out%\Annals.Cli.dll" %*
exit /b %errorlevel%
