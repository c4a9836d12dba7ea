//! Fixture of rs-hot-cold-fields.

pub struct Particle {
    mass: f64,
    charge: f32,
    name: String,
    history: [f64; 24],
    notes: Vec<String>,
}

pub fn total(particles: &Vec<Particle>) -> f64 {
    let mut sum = 0.0;
    for particle in particles { // expect: rs-hot-cold-fields
        sum += particle.mass;
    }
    sum
}

pub struct World {
    particles: Vec<Particle>,
    points: Vec<Point>,
}

impl World {
    pub fn charge(&self) -> f32 {
        let mut sum = 0.0;
        for particle in &self.particles { // expect: rs-hot-cold-fields
            if particle.mass > 1.0 {
                sum += particle.charge;
            }
        }
        sum
    }

    pub fn heaviest(&self) -> f64 {
        let mut most = 0.0;
        for particle in self.particles.iter() { // expect: rs-hot-cold-fields
            if particle.mass > most {
                most = particle.mass;
            }
        }
        most
    }

    // Most of it is read.
    pub fn past(&self) -> f64 {
        let mut sum = 0.0;
        for particle in &self.particles {
            sum += particle.history[0] + particle.mass;
        }
        sum
    }

    // Who knows what others read of it.
    pub fn shown(&self) {
        for particle in &self.particles {
            show(particle);
        }
    }

    // Small values.
    pub fn sum(&self) -> f64 {
        let mut sum = 0.0;
        for point in &self.points {
            sum += point.x;
        }
        sum
    }

    // Printing costs more.
    pub fn print(&self) {
        for particle in &self.particles {
            println!("{}", particle.mass);
        }
    }
}

pub struct Point {
    x: f64,
    y: f64,
}

fn show(particle: &Particle) {
    println!("{} {}", particle.name, particle.notes.len());
}
