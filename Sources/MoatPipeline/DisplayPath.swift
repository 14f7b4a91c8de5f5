import MoatHost

/// How a path is shown: relative to the current folder where it lies below it, else absolute.
package struct DisplayPath: Sendable {
  private let current: String

  package init(currentDirectory: String) { current = currentDirectory }

  /// - Parameter path: absolute. The current folder itself is the empty string.
  package func callAsFunction(_ path: String) -> String {
    guard PathText.isInside(path, current) else { return path }
    let relative = PathText.relative(path, to: current)
    return relative == "." ? "" : relative
  }
}
