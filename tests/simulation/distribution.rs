//! The distributions that durations are drawn from.

use crate::dice::Dice;

/// How the durations of one kind of jobs are spread around an average of about 1.
#[derive(Clone, Copy)]
pub(crate) enum Distribution {
    /// One hump, a fifth wide.
    Normal,
    /// The logarithm is normal, this wide.
    LogNormal(f64),
    /// The sum of two exponential ones.
    Gamma,
    /// A long tail: beyond twice the duration is an eighth of the jobs.
    Pareto,
    /// One job of fifty takes twenty times as long.
    RarelySlow,
    /// Jobs that take 1 and jobs that take 3.
    TwoModes {
        /// The share of the quick ones.
        quick: f64,
        /// The spread of each mode, in relation to it.
        noise: f64,
    },
}

impl Distribution {
    /// Those that the aims are set for.
    pub(crate) const WITH_AIMS: [Self; 7] = [
        Self::Normal,
        Self::LogNormal(0.3),
        Self::LogNormal(1.0),
        Self::Gamma,
        Self::Pareto,
        Self::RarelySlow,
        Self::TwoModes {
            quick: 0.5,
            noise: 0.05,
        },
    ];

    /// Harder ones, whose figures are only printed.
    pub(crate) const WITHOUT_AIMS: [Self; 3] = [
        Self::TwoModes {
            quick: 0.5,
            noise: 0.0,
        },
        Self::TwoModes {
            quick: 0.9,
            noise: 0.1,
        },
        Self::TwoModes {
            quick: 0.1,
            noise: 0.1,
        },
    ];

    pub(crate) fn name(self) -> String {
        match self {
            Self::Normal => "normal, 20 % spread".to_owned(),
            Self::LogNormal(width) => format!("lognormal {width}"),
            Self::Gamma => "gamma, k = 2".to_owned(),
            Self::Pareto => "Pareto, 3".to_owned(),
            Self::RarelySlow => "2 % of the jobs 20 × slower".to_owned(),
            Self::TwoModes { quick, noise } => {
                let parts = if (quick - 0.5).abs() < 0.1 {
                    "half each".to_owned()
                } else {
                    format!("{:.0} % and {:.0} %", quick * 100.0, (1.0 - quick) * 100.0)
                };
                let noise = if noise > 0.0 { "" } else { ", no noise" };
                format!("two modes, 1 and 3, {parts}{noise}")
            }
        }
    }

    pub(crate) fn has_two_modes(self) -> bool {
        matches!(self, Self::TwoModes { .. })
    }

    /// The duration of one job.
    pub(crate) fn draw(self, dice: &mut Dice) -> f64 {
        match self {
            Self::Normal => (1.0 + 0.2 * dice.normal()).max(0.0),
            Self::LogNormal(width) => (width * dice.normal() - width * width / 2.0).exp(),
            Self::Gamma => -(dice.unit() * dice.unit()).ln() / 2.0,
            Self::Pareto => dice.unit().cbrt().recip() / 1.5,
            Self::RarelySlow => {
                let slower = if dice.unit() < 0.02 { 20.0 } else { 1.0 };
                slower * (1.0 + 0.1 * dice.normal()).max(0.0)
            }
            Self::TwoModes { quick, noise } => {
                let mode = if dice.unit() < quick { 1.0 } else { 3.0 };
                mode * (1.0 + noise * dice.normal()).max(0.0) / (3.0 - 2.0 * quick)
            }
        }
    }
}
