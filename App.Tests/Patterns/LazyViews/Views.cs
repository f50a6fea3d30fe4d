using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace App.Tests.Patterns.LazyViews;

public static class Views
{
    public static string Number(int number, string? word) => $"{number} {word}";

    public static string User(string? username, string? tab) => $"{username ?? "nobody"} {tab ?? "-"}";

    [Authorize]
    public static string ForMembers() => "secret";

    public static string Form([FromForm] string name) => name;

    public static string Unknown(Elsewhere elsewhere) => elsewhere.Name;

    public static string Twice() => "";

    public static string Twice(string word) => word;
}
