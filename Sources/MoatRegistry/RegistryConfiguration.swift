/// Where packages come from, as the user's and the project's Cargo configuration say.
package enum RegistryConfiguration {
  /// A registry's name as it stands in environment variables.
  package static func variableName(_ registry: String) -> String {
    registry.uppercased().replacing("-", with: "_")
  }
}
