pub fn left_error_0() -> usize {
    0
}
pub fn left_error_1() -> usize {
    1
}
pub fn left_error_2() -> usize {
    2
}
pub fn left_error_3() -> usize {
    3
}
pub fn left_error_4() -> usize {
    4
}
pub fn left_error_5() -> usize {
    5
}
pub fn left_error_6() -> usize {
    6
}
pub fn left_error_7() -> usize {
    7
}
pub fn left_error_8() -> usize {
    8
}
pub fn left_error_9() -> usize {
    9
}
pub fn left_error_10() -> usize {
    10
}
pub fn left_error_11() -> usize {
    11
}
pub fn left_error_12() -> usize {
    12
}
pub fn left_error_13() -> usize {
    13
}
pub fn left_error_14() -> usize {
    14
}
pub fn left_error_15() -> usize {
    15
}
pub fn left_error_16() -> usize {
    16
}
pub fn left_error_17() -> usize {
    17
}
pub fn left_error_18() -> usize {
    18
}
pub fn left_error_19() -> usize {
    19
}
pub fn left_error_20() -> usize {
    20
}
pub fn left_error_21() -> usize {
    21
}
pub fn left_error_22() -> usize {
    22
}
pub fn left_error_23() -> usize {
    23
}
pub fn left_error_24() -> usize {
    24
}
pub fn left_error_25() -> usize {
    25
}
pub fn left_error_26() -> usize {
    26
}
pub fn left_error_27() -> usize {
    27
}
pub fn left_error_28() -> usize {
    28
}
pub fn left_error_29() -> usize {
    29
}
pub fn left_error_30() -> usize {
    30
}
pub fn left_error_31() -> usize {
    31
}
pub fn left_error_32() -> usize {
    32
}
pub fn left_error_33() -> usize {
    33
}
pub fn left_error_34() -> usize {
    34
}
pub fn left_error_35() -> usize {
    35
}
pub fn left_error_36() -> usize {
    36
}
pub fn left_error_37() -> usize {
    37
}
pub fn left_error_38() -> usize {
    38
}
pub fn left_error_39() -> usize {
    39
}
pub fn left_error_40() -> usize {
    40
}
pub fn left_error_41() -> usize {
    41
}
pub fn left_error_42() -> usize {
    42
}
pub fn left_error_43() -> usize {
    43
}
pub fn left_error_44() -> usize {
    44
}
pub fn left_error_45() -> usize {
    45
}
pub fn left_error_46() -> usize {
    46
}
pub fn left_error_47() -> usize {
    47
}
pub fn left_error_48() -> usize {
    48
}
pub fn left_error_49() -> usize {
    49
}
