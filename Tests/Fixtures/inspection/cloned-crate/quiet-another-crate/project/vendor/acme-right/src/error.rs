pub fn right_error_0() -> usize {
    0
}
pub fn right_error_1() -> usize {
    1
}
pub fn right_error_2() -> usize {
    2
}
pub fn right_error_3() -> usize {
    3
}
pub fn right_error_4() -> usize {
    4
}
pub fn right_error_5() -> usize {
    5
}
pub fn right_error_6() -> usize {
    6
}
pub fn right_error_7() -> usize {
    7
}
pub fn right_error_8() -> usize {
    8
}
pub fn right_error_9() -> usize {
    9
}
pub fn right_error_10() -> usize {
    10
}
pub fn right_error_11() -> usize {
    11
}
pub fn right_error_12() -> usize {
    12
}
pub fn right_error_13() -> usize {
    13
}
pub fn right_error_14() -> usize {
    14
}
pub fn right_error_15() -> usize {
    15
}
pub fn right_error_16() -> usize {
    16
}
pub fn right_error_17() -> usize {
    17
}
pub fn right_error_18() -> usize {
    18
}
pub fn right_error_19() -> usize {
    19
}
pub fn right_error_20() -> usize {
    20
}
pub fn right_error_21() -> usize {
    21
}
pub fn right_error_22() -> usize {
    22
}
pub fn right_error_23() -> usize {
    23
}
pub fn right_error_24() -> usize {
    24
}
pub fn right_error_25() -> usize {
    25
}
pub fn right_error_26() -> usize {
    26
}
pub fn right_error_27() -> usize {
    27
}
pub fn right_error_28() -> usize {
    28
}
pub fn right_error_29() -> usize {
    29
}
pub fn right_error_30() -> usize {
    30
}
pub fn right_error_31() -> usize {
    31
}
pub fn right_error_32() -> usize {
    32
}
pub fn right_error_33() -> usize {
    33
}
pub fn right_error_34() -> usize {
    34
}
pub fn right_error_35() -> usize {
    35
}
pub fn right_error_36() -> usize {
    36
}
pub fn right_error_37() -> usize {
    37
}
pub fn right_error_38() -> usize {
    38
}
pub fn right_error_39() -> usize {
    39
}
pub fn right_error_40() -> usize {
    40
}
pub fn right_error_41() -> usize {
    41
}
pub fn right_error_42() -> usize {
    42
}
pub fn right_error_43() -> usize {
    43
}
pub fn right_error_44() -> usize {
    44
}
pub fn right_error_45() -> usize {
    45
}
pub fn right_error_46() -> usize {
    46
}
pub fn right_error_47() -> usize {
    47
}
pub fn right_error_48() -> usize {
    48
}
pub fn right_error_49() -> usize {
    49
}
