using FraudWeb.Navigation;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace FraudWeb.Surface;

/// <summary>Reads the form of a request before anything else does. The framework has several exceptions for a form that can't be read,
/// which look like errors of ours; here they become the sender's.</summary>
public sealed class ReadableForms(RequestDelegate next)
{
    /// <summary>The maximum length of a form, in bytes. The longest of ours has a few hundred.</summary>
    public const int Limit = 64 * 1024;

    public Task InvokeAsync(HttpContext context) => MayHaveForm(context.Request) ? ReadThenGoOnAsync(context) : next(context);

    // The content type last, because reading it costs most.
    private static bool MayHaveForm(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !Paths.IsForPrograms(request)
        && !request.IsIn(Paths.Live) && request.HasFormContentType;

    private async Task ReadThenGoOnAsync(HttpContext context)
    {
        await ReadAsync(context);
        await next(context);
    }

    private static async Task ReadAsync(HttpContext context)
    {
        var charset = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) ? type.Charset : default;
        if (charset.HasValue && !HeaderUtilities.RemoveQuotes(charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadHttpRequestException("A form must be in UTF-8.", StatusCodes.Status415UnsupportedMediaType);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = Limit;
        }

        try
        {
            await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or (IOException and not BadHttpRequestException))
        {
            throw new BadHttpRequestException("The form can't be read.", e);
        }
    }
}
