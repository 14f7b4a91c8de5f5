import Synchronization

/// A value that is worked out when it is first asked for, and kept.
///
/// Belongs into a reference that never changes otherwise. If two threads ask at once, both work it
/// out and one of the results is kept.
package struct Once<Value: Sendable>: ~Copyable, Sendable {
  private let kept = Mutex<Value?>(nil)

  package init() {}

  package func value(_ make: () -> Value) -> Value {
    if let value = kept.withLock({ $0 }) { return value }
    let made = make()
    return kept.withLock { kept in
      if let value = kept { return value }
      kept = made
      return made
    }
  }
}
