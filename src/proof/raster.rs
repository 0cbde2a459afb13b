//! [`rasterise`]: pages of a PDF as PNG, on white paper, by hayro.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

/// The largest raster in pixels a side that is made; the renderer counts in 16 bits.
const MAX_SIDE: f32 = 32_000.0;

/// The pages of a PDF at `ppi` pixels to the inch, each a PNG of 8-bit RGB.
///
/// # Errors
/// A sentence if the PDF cannot be read or a page would be too large.
pub fn rasterise(pdf: &[u8], ppi: u32) -> Result<Vec<Vec<u8>>, String> {
    let data: Arc<Vec<u8>> = Arc::new(pdf.to_vec());
    let count = load(&data)?.pages().len();
    // A document is read once a page: hayro's caches do not cross threads, and reading is cheap.
    (0..count).into_par_iter().map(|page| page_png(&data, page, ppi)).collect()
}

fn load(data: &Arc<Vec<u8>>) -> Result<Pdf, String> {
    Pdf::new(Arc::clone(data)).map_err(|error| format!("the PDF cannot be read: {error:?}"))
}

fn page_png(data: &Arc<Vec<u8>>, page: usize, ppi: u32) -> Result<Vec<u8>, String> {
    let pdf = load(data)?;
    let page = pdf.pages().get(page).ok_or("the PDF lost a page")?;
    #[expect(clippy::cast_precision_loss, reason = "resolutions are far below 2^24")]
    let scale = ppi as f32 / 72.0;
    let (width, height) = page.render_dimensions();
    if !(1.0..=MAX_SIDE).contains(&(width * scale)) || !(1.0..=MAX_SIDE).contains(&(height * scale)) {
        return Err(format!("a page of {width} × {height} pt cannot be rasterised at {ppi} ppi"));
    }
    let pixmap = render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE },
    );
    let rgba = pixmap.data_as_u8_slice();
    let mut rgb = Vec::with_capacity(rgba.len() / 4 * 3);
    for pixel in rgba.chunks_exact(4) {
        rgb.extend_from_slice(&pixel[..3]);
    }
    encode(&rgb, u32::from(pixmap.width()), u32::from(pixmap.height()), ppi)
}

fn encode(rgb: &[u8], width: u32, height: u32, ppi: u32) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let per_metre = (ppi * 10_000 + 127) / 254;
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: per_metre, yppu: per_metre, unit: png::Unit::Meter }));
    let mut writer = encoder.write_header().map_err(|error| error.to_string())?;
    writer.write_image_data(rgb).map_err(|error| error.to_string())?;
    writer.finish().map_err(|error| error.to_string())?;
    Ok(out)
}
