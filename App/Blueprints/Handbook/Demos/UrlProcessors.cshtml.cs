namespace App.Blueprints.Handbook.Demos;

[Exchanged("urlprocessors")]
public sealed class UrlProcessorsModel(UrlProcessorsDemo demo) : DemonstrationPage(demo);
