pub struct Ring;
