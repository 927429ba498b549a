using System.Text.Json.Nodes;

namespace Annals.Web;

/// <summary>The interface for programs, described as OpenAPI 3.1 from what is mapped.</summary>
public static class OpenApi
{
    public const string Address = "/openapi.json";

    public static string Of(IEnumerable<Door> doors)
    {
        var paths = new JsonObject();
        foreach (var door in doors)
        {
            if (paths[door.Address] is not JsonObject at)
                paths[door.Address] = at = [];
            at[door.Method] = Operation(door);
        }
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Annals",
                ["version"] = typeof(OpenApi).Assembly.GetName().Version?.ToString(3),
                ["description"] =
                    "The record on this machine. Unknown values are null. Replies carry an ETag; lists carry Link headers to their next and previous pages (page=N).",
                ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["identifier"] = "Apache-2.0" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            // One person on one machine: there is nothing to show a key for.
            ["security"] = new JsonArray(),
            ["paths"] = paths,
        }.ToJsonString();
    }

    private static JsonObject Operation(Door door)
    {
        var responses = new JsonObject
        {
            ["200"] = new JsonObject { ["description"] = door.Says, ["content"] = Content(door.Types) },
            ["400"] = Problem("The question is not understood"),
        };
        if (door.Address.Contains('{', StringComparison.Ordinal))
            responses["404"] = Problem("The record holds nothing by that name");
        if (door.Method == "get")
            responses["304"] = new JsonObject { ["description"] = "It has not changed (If-None-Match)" };
        var operation = new JsonObject
        {
            ["operationId"] = NameOf(door),
            ["summary"] = door.Says,
            ["responses"] = responses,
        };
        if (door.Method == "get")
            operation["parameters"] = new JsonArray([.. door.Parameters.Select(Parameter)]);
        else
            operation["requestBody"] = Body(door);
        return operation;
    }

    /// <summary>"get-actors-name-json".</summary>
    private static string NameOf(Door door) =>
        string.Join(
            '-',
            [door.Method, .. door.Address.Split(['/', '.', '{', '}'], StringSplitOptions.RemoveEmptyEntries)]
        );

    private static JsonObject Parameter(Parameter parameter)
    {
        var inPath = parameter.Name.StartsWith('{');
        return new JsonObject
        {
            ["name"] = parameter.Name.Trim('{', '}'),
            ["in"] = inPath ? "path" : "query",
            ["required"] = inPath,
            ["description"] = parameter.Says,
            ["schema"] = Schema(parameter),
        };
    }

    private static JsonObject Body(Door door)
    {
        var fields = new JsonObject();
        foreach (var field in door.Parameters)
            fields[field.Name] = Schema(field);
        return new JsonObject
        {
            ["content"] = new JsonObject
            {
                ["multipart/form-data"] = new JsonObject
                {
                    ["schema"] = new JsonObject { ["type"] = "object", ["properties"] = fields },
                },
            },
        };
    }

    private static JsonObject Schema(Parameter parameter) =>
        parameter.Type switch
        {
            "date" => new JsonObject { ["type"] = "string", ["format"] = "date" },
            "file" => new JsonObject { ["type"] = "string", ["format"] = "binary" },
            var type => new JsonObject { ["type"] = type },
        };

    private static JsonObject Content(IEnumerable<string> types)
    {
        var content = new JsonObject();
        foreach (var type in types)
            content[type] = new JsonObject();
        return content;
    }

    private static JsonObject Problem(string says) =>
        new() { ["description"] = says, ["content"] = Content(["application/problem+json"]) };
}
