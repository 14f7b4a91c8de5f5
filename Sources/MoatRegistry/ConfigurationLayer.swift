package import MoatCargo

/// One Cargo configuration file, with what its place means.
package struct ConfigurationLayer: Sendable {
  package let file: CargoConfiguration
  /// The folder that relative paths in it start from: the one above `.cargo`.
  package let root: String
  /// Whether it is the user's own, in `$CARGO_HOME`. Only such a file may say which program gives a
  /// token, to whom a token goes, and how the network is reached: a file in or above the project
  /// may be the project's.
  package let isUsers: Bool

  package init(_ file: CargoConfiguration, root: String, isUsers: Bool) {
    self.file = file
    self.root = root
    self.isUsers = isUsers
  }
}
