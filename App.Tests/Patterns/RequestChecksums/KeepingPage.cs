using System.Data.Common;
using App.Patterns.RequestChecksums;
using Dapper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace App.Tests.Patterns.RequestChecksums;

[VerifyDigest]
[IgnoreAntiforgeryToken]
public sealed class KeepingModel(DbConnection db) : PageModel
{
    public void OnPost()
    {
        if (Request.Query.ContainsKey("ran"))
            Response.Headers["X-Ran"] = "1";
        db.Execute("insert into kept (text) values ('kept')");
    }
}

public sealed class KeepingPage : Page
{
    public KeepingModel Model => ViewData.Model;

    public ViewDataDictionary<KeepingModel> ViewData => (ViewDataDictionary<KeepingModel>)PageContext.ViewData;

    public override Task ExecuteAsync()
    {
        WriteLiteral("kept");
        return Task.CompletedTask;
    }
}
