//! The small sign before the origin: a lock for https and nothing more, a flask for practice, a shield for a stop.

use gtk::cairo::{Context, Error, LineCap, LineJoin};
use gtk::prelude::*;
use std::cell::Cell;
use std::f64::consts::{FRAC_PI_2, PI};
use std::rc::Rc;

/// Which sign.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sign {
    None,
    Lock,
    Practice,
    Stopped,
}

/// A sign that can change, 20 by 20, in the colour of its style.
pub(super) struct Mark {
    area: gtk::DrawingArea,
    sign: Rc<Cell<Sign>>,
}

impl Mark {
    pub(super) fn new(sign: Sign) -> Self {
        let sign = Rc::new(Cell::new(sign));
        let area = gtk::DrawingArea::new();
        area.set_size_request(20, 20);
        area.set_valign(gtk::Align::Center);
        area.style_context().add_class("mark");
        let drawn = sign.clone();
        area.connect_draw(move |area, context| {
            let colour = area.style_context().color(area.state_flags());
            context.set_source_rgba(colour.red(), colour.green(), colour.blue(), colour.alpha());
            if draw(context, drawn.get()).is_err() {
                tracing::debug!("a sign was not drawn");
            }
            gtk::glib::Propagation::Stop
        });
        Self { area, sign }
    }

    pub(super) const fn widget(&self) -> &gtk::DrawingArea {
        &self.area
    }

    pub(super) fn show(&self, sign: Sign) {
        self.sign.set(sign);
        self.area.queue_draw();
    }
}

fn draw(context: &Context, sign: Sign) -> Result<(), Error> {
    context.set_line_width(1.6);
    context.set_line_cap(LineCap::Round);
    context.set_line_join(LineJoin::Round);
    match sign {
        Sign::None => return Ok(()),
        Sign::Lock => lock(context),
        Sign::Practice => flask(context),
        Sign::Stopped => shield(context),
    }
    context.stroke()
}

fn lock(context: &Context) {
    context.new_sub_path();
    context.arc(5.5, 10.5, 1.5, PI, PI + FRAC_PI_2);
    context.arc(14.5, 10.5, 1.5, -FRAC_PI_2, 0.0);
    context.arc(14.5, 16.0, 1.5, 0.0, FRAC_PI_2);
    context.arc(5.5, 16.0, 1.5, FRAC_PI_2, PI);
    context.close_path();
    context.move_to(6.5, 9.0);
    context.line_to(6.5, 6.0);
    context.arc(10.0, 6.0, 3.5, PI, 0.0);
    context.line_to(13.5, 9.0);
}

fn flask(context: &Context) {
    context.move_to(7.0, 2.5);
    context.line_to(13.0, 2.5);
    context.move_to(8.2, 2.5);
    context.line_to(8.2, 8.0);
    context.line_to(3.8, 15.6);
    context.curve_to(3.2, 16.8, 3.8, 17.6, 5.0, 17.6);
    context.line_to(15.0, 17.6);
    context.curve_to(16.2, 17.6, 16.8, 16.8, 16.2, 15.6);
    context.line_to(11.8, 8.0);
    context.line_to(11.8, 2.5);
    context.move_to(6.4, 12.6);
    context.line_to(13.6, 12.6);
}

fn shield(context: &Context) {
    context.move_to(10.0, 2.4);
    context.line_to(16.4, 4.8);
    context.line_to(16.4, 9.8);
    context.curve_to(16.4, 13.8, 13.6, 16.4, 10.0, 17.8);
    context.curve_to(6.4, 16.4, 3.6, 13.8, 3.6, 9.8);
    context.line_to(3.6, 4.8);
    context.close_path();
    context.move_to(7.8, 7.8);
    context.line_to(12.2, 12.2);
    context.move_to(12.2, 7.8);
    context.line_to(7.8, 12.2);
}
