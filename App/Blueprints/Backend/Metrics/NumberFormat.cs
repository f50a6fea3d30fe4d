using Microsoft.Extensions.Localization;

namespace App.Blueprints.Backend.Metrics;

/// <summary>Formats numbers with units, in the language of the request.</summary>
static class NumberFormat
{
    public static string Bytes(IStringLocalizer texts, double bytes) => Math.Abs(bytes) switch
    {
        < 1000 => texts["backend.unit.bytes", bytes],
        < 1e6 => texts["backend.unit.kilobytes", bytes / 1e3],
        < 1e9 => texts["backend.unit.megabytes", bytes / 1e6],
        _ => texts["backend.unit.gigabytes", bytes / 1e9],
    };

    /// <summary>Formats microseconds as milliseconds or seconds.</summary>
    public static string Time(IStringLocalizer texts, double microseconds) => microseconds switch
    {
        < 1e4 => texts["backend.unit.milliseconds.fine", microseconds / 1e3],
        < 1e6 => texts["backend.unit.milliseconds", microseconds / 1e3],
        _ => texts["backend.unit.seconds", microseconds / 1e6],
    };

    public static string Span(IStringLocalizer texts, TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => Time(texts, span.TotalMicroseconds),
        { TotalMinutes: < 2 } => texts["backend.unit.seconds", span.TotalSeconds],
        { TotalHours: < 2 } => texts["backend.unit.minutes", span.TotalMinutes],
        { TotalDays: < 2 } => texts["backend.unit.hours", span.TotalHours],
        _ => texts["backend.unit.days", span.TotalDays],
    };
}
